package io.pitwheel.server.run;

import com.google.protobuf.Value;
import com.google.rpc.Status;
import io.pitwheel.api.v2beta1.MetadataValue;
import io.pitwheel.api.v2beta1.PipelineVersionReference;
import io.pitwheel.api.v2beta1.PluginOutput;
import io.pitwheel.api.v2beta1.PluginState;
import io.pitwheel.api.v2beta1.RuntimeConfig;
import io.pitwheel.api.v2beta1.RuntimeState;
import io.pitwheel.api.v2beta1.RuntimeStatus;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunState;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.server.pipeline.PipelineTranslator;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.value.JsonValue.JsonObject;

/**
 * Runs as messages. KFP's Go tests compare whole structs, so that a field is there only when it
 * says something; {@code finished_at} is always there.
 */
public final class RunTranslator {
  /** Under which our words about a run stand among those of plugins. */
  private static final String PLUGIN_NAME = "pitwheel";

  private final SpecificationCatalog specifications;

  public RunTranslator(SpecificationCatalog specifications) {
    this.specifications = specifications;
  }

  /** A run that was just made, with its specification when that came with the request. */
  public io.pitwheel.api.v2beta1.Run toMessage(Run run) {
    return builder(run, Source.AS_GIVEN).build();
  }

  /** What is told of the pipeline that a run is of. */
  enum Source {
    /** The version it was made of; nothing when the specification came with the request. */
    REFERENCE,
    /** The version, or the specification that came with the request. */
    AS_GIVEN,
    /** The specification itself. */
    EMBEDDED
  }

  io.pitwheel.api.v2beta1.Run.Builder builder(Run run, Source source) {
    RunCreation creation = run.creation();
    var message =
        io.pitwheel.api.v2beta1.Run.newBuilder()
            .setExperimentId(creation.experimentId())
            .setRunId(run.id())
            .setDisplayName(creation.displayName())
            .setStorageState(
                run.isArchived()
                    ? io.pitwheel.api.v2beta1.Run.StorageState.ARCHIVED
                    : io.pitwheel.api.v2beta1.Run.StorageState.AVAILABLE)
            .setDescription(creation.description())
            .setServiceAccount(creation.serviceAccount())
            .setCreatedAt(Times.toMessage(creation.createdAt()))
            .setScheduledAt(Times.toMessage(creation.scheduledAt()))
            .setFinishedAt(Times.toMessage(run.finishedAt()))
            .setState(stateOf(run.state()))
            .setTaskCount(run.state() == RunState.PENDING ? 0 : run.taskCount());
    run.history()
        .forEach(change ->
            message.addStateHistory(
                RuntimeStatus.newBuilder()
                    .setUpdateTime(Times.toMessage(change.at()))
                    .setState(stateOf(change.state()))));
    addSource(message, creation, source);
    String recurringRunId = creation.recurringRunId();
    if (recurringRunId != null) {
      message.setRecurringRunId(recurringRunId);
    }
    creation
        .options()
        .otherPlugins()
        .members()
        .forEach((name, value) -> {
          if (value instanceof JsonObject input) {
            message.putPluginsInput(name, JsonStructs.toStruct(input));
          }
        });
    RerunSource rerun = creation.options().rerun();
    if (rerun != null) {
      message.putPluginsOutput(PLUGIN_NAME, toOutput(rerun));
    }
    TaskFailure failure = run.failure();
    if (failure != null && run.state().isTerminal()) {
      message.setError(toStatus(failure));
    }
    return message;
  }

  private static PluginOutput toOutput(RerunSource rerun) {
    return PluginOutput.newBuilder()
        .putEntries("rerun_of", toEntry(rerun.runId()))
        .putEntries("rerun_from", toEntry(rerun.from()))
        .setState(PluginState.PLUGIN_SUCCEEDED)
        .build();
  }

  private static MetadataValue toEntry(String text) {
    return MetadataValue.newBuilder().setValue(Value.newBuilder().setStringValue(text)).build();
  }

  /** A failure as the API has it. */
  public static Status toStatus(TaskFailure failure) {
    String message =
        failure.path().isEmpty() || failure.message().contains(failure.path())
            ? failure.message()
            : failure.path() + ": " + failure.message();
    return Status.newBuilder().setCode(failure.code().number()).setMessage(message).build();
  }

  private void addSource(
      io.pitwheel.api.v2beta1.Run.Builder message, RunCreation creation, Source source) {
    StoredSpecification kept = specifications.find(creation.specificationId());
    String versionId = creation.pipelineVersionId();
    boolean isInline = versionId == null && source == Source.AS_GIVEN;
    if (isInline || source == Source.EMBEDDED) {
      message.setPipelineSpec(PipelineTranslator.document(kept));
    } else if (versionId != null) {
      String pipelineId = creation.pipelineId();
      message.setPipelineVersionReference(
          PipelineVersionReference.newBuilder()
              .setPipelineId(pipelineId == null ? "" : pipelineId)
              .setPipelineVersionId(versionId));
    }
    var configuration = RuntimeConfig.newBuilder().setPipelineRoot(creation.pipelineRoot());
    RequestedParameters.of(creation.parameters(), kept.document())
        .forEach((name, value) -> configuration.putParameters(name, JsonStructs.toValue(value)));
    if (!configuration.build().equals(RuntimeConfig.getDefaultInstance())) {
      message.setRuntimeConfig(configuration);
    }
  }

  private static RuntimeState stateOf(RunState state) {
    return switch (state) {
      case PENDING -> RuntimeState.PENDING;
      case RUNNING -> RuntimeState.RUNNING;
      case SUCCEEDED -> RuntimeState.SUCCEEDED;
      case SKIPPED -> RuntimeState.SKIPPED;
      case FAILED -> RuntimeState.FAILED;
      case CANCELING -> RuntimeState.CANCELING;
      case CANCELED -> RuntimeState.CANCELED;
      case PAUSED -> RuntimeState.PAUSED;
    };
  }
}
