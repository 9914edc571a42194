package io.pitwheel.server.recurringrun;

import com.google.protobuf.Timestamp;
import io.pitwheel.api.v2beta1.CronSchedule;
import io.pitwheel.api.v2beta1.PeriodicSchedule;
import io.pitwheel.api.v2beta1.PipelineVersionReference;
import io.pitwheel.api.v2beta1.RecurringRun.Mode;
import io.pitwheel.api.v2beta1.RecurringRun.Status;
import io.pitwheel.api.v2beta1.RuntimeConfig;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RunTemplate;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.recurringrun.Trigger;
import io.pitwheel.recurringrun.Trigger.Cron;
import io.pitwheel.recurringrun.Trigger.Once;
import io.pitwheel.recurringrun.Trigger.Periodic;
import io.pitwheel.recurringrun.Trigger.Window;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.server.pipeline.PipelineTranslator;
import io.pitwheel.server.run.RunTranslator;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Recurring runs as messages. KFP's Go tests compare whole structs, so that a field is there only
 * when it says something.
 */
public final class RecurringRunTranslator {
  /** KFP's server for one user echoes the namespace it runs in, which by default is this. */
  private static final String NAMESPACE = "kubeflow";

  private final SpecificationCatalog specifications;

  public RecurringRunTranslator(SpecificationCatalog specifications) {
    this.specifications = specifications;
  }

  /**
   * @param embedsSpecification the specification that came with the request; a row of a list goes
   *     without
   */
  io.pitwheel.api.v2beta1.RecurringRun toMessage(
      RecurringRun recurringRun, boolean embedsSpecification) {
    RunTemplate template = recurringRun.template();
    boolean isEnabled = recurringRun.isEnabled();
    var message =
        io.pitwheel.api.v2beta1.RecurringRun.newBuilder()
            .setRecurringRunId(recurringRun.id())
            .setDisplayName(template.displayName())
            .setDescription(template.description())
            .setServiceAccount(template.serviceAccount())
            .setMaxConcurrency(recurringRun.limits().maxConcurrency())
            .setMode(isEnabled ? Mode.ENABLE : Mode.DISABLE)
            .setStatus(isEnabled ? Status.ENABLED : Status.DISABLED)
            .setCreatedAt(Times.toMessage(recurringRun.createdAt()))
            .setUpdatedAt(Times.toMessage(recurringRun.updatedAt()))
            .setNoCatchup(!recurringRun.limits().catchesUp())
            .setNamespace(namespaceOf(recurringRun))
            .setExperimentId(template.experimentId());
    addSource(message, template, embedsSpecification);
    addTrigger(message, recurringRun.trigger());
    template
        .pluginsInput()
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonObject object) {
            message.putPluginsInput(name, JsonStructs.toStruct(object));
          }
        });
    TaskFailure failure = recurringRun.progress().failure();
    if (failure != null) {
      message.setError(RunTranslator.toStatus(failure));
    }
    return message.build();
  }

  private static String namespaceOf(RecurringRun recurringRun) {
    return recurringRun.namespace().isEmpty() ? NAMESPACE : recurringRun.namespace();
  }

  private void addSource(
      io.pitwheel.api.v2beta1.RecurringRun.Builder message,
      RunTemplate template,
      boolean embedsSpecification) {
    switch (template.source()) {
      case Source.Kept kept ->
          message.setPipelineVersionReference(
              PipelineVersionReference.newBuilder()
                  .setPipelineId(kept.pipelineId())
                  .setPipelineVersionId(kept.versionId()));
      case Source.Inline inline -> {
        if (embedsSpecification) {
          message.setPipelineSpec(
              PipelineTranslator.document(specifications.find(inline.specificationId())));
        }
      }
    }
    var configuration = RuntimeConfig.newBuilder().setPipelineRoot(template.pipelineRoot());
    template
        .parameters()
        .forEach((name, value) -> configuration.putParameters(name, JsonStructs.toValue(value)));
    if (!configuration.build().equals(RuntimeConfig.getDefaultInstance())) {
      message.setRuntimeConfig(configuration);
    }
  }

  private static void addTrigger(
      io.pitwheel.api.v2beta1.RecurringRun.Builder message, Trigger trigger) {
    Window window = trigger.bounds();
    Timestamp start = timeOrNull(window.start());
    Timestamp end = timeOrNull(window.end());
    switch (trigger) {
      case Cron cron -> {
        var schedule = CronSchedule.newBuilder().setCron(cron.line());
        if (start != null) {
          schedule.setStartTime(start);
        }
        if (end != null) {
          schedule.setEndTime(end);
        }
        message.getTriggerBuilder().setCronSchedule(schedule);
      }
      case Periodic periodic -> {
        var schedule =
            PeriodicSchedule.newBuilder().setIntervalSecond(periodic.interval().toSeconds());
        if (start != null) {
          schedule.setStartTime(start);
        }
        if (end != null) {
          schedule.setEndTime(end);
        }
        message.getTriggerBuilder().setPeriodicSchedule(schedule);
      }
      case Once _ -> message.clearTrigger();
    }
  }

  private static @Nullable Timestamp timeOrNull(@Nullable Instant instant) {
    return instant == null ? null : Times.toMessage(instant);
  }
}
