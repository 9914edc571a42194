package io.pitwheel.store.recurringrun;

import static io.pitwheel.store.schema.Tables.RECURRING_RUNS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRun.Limits;
import io.pitwheel.recurringrun.RecurringRun.Progress;
import io.pitwheel.recurringrun.RunTemplate;
import io.pitwheel.recurringrun.RunTemplate.Source;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A recurring run as a row of {@code recurring_runs} and back. */
final class RecurringRunRows {
  private RecurringRunRows() {}

  static Map<Field<?>, @Nullable Object> fresh(RecurringRun recurringRun) {
    var row = new LinkedHashMap<Field<?>, @Nullable Object>();
    row.put(RECURRING_RUNS.RECURRING_RUN_ID, recurringRun.id());
    row.put(RECURRING_RUNS.NAMESPACE, recurringRun.namespace());
    row.putAll(template(recurringRun.template()));
    row.putAll(TriggerColumns.write(recurringRun.trigger()));
    row.put(RECURRING_RUNS.MAX_CONCURRENCY, recurringRun.limits().maxConcurrency());
    row.put(RECURRING_RUNS.CATCHES_UP, recurringRun.limits().catchesUp());
    row.put(RECURRING_RUNS.IS_ENABLED, recurringRun.isEnabled());
    row.putAll(progress(recurringRun.progress()));
    row.put(RECURRING_RUNS.CREATED_AT, recurringRun.createdAt().toEpochMilli());
    row.put(RECURRING_RUNS.UPDATED_AT, recurringRun.updatedAt().toEpochMilli());
    return row;
  }

  private static Map<Field<?>, @Nullable Object> template(RunTemplate template) {
    var row = new LinkedHashMap<Field<?>, @Nullable Object>();
    row.put(RECURRING_RUNS.EXPERIMENT_ID, template.experimentId());
    row.put(RECURRING_RUNS.DISPLAY_NAME, template.displayName());
    row.put(RECURRING_RUNS.DESCRIPTION, template.description());
    switch (template.source()) {
      case Source.Inline inline ->
          row.put(RECURRING_RUNS.SPECIFICATION_ID, inline.specificationId());
      case Source.Kept kept -> {
        row.put(RECURRING_RUNS.PIPELINE_ID, kept.pipelineId());
        row.put(RECURRING_RUNS.PIPELINE_VERSION_ID, kept.versionId());
      }
    }
    row.put(RECURRING_RUNS.PARAMETERS, JsonWriter.write(new JsonObject(template.parameters())));
    row.put(RECURRING_RUNS.PIPELINE_ROOT, template.pipelineRoot());
    row.put(RECURRING_RUNS.SERVICE_ACCOUNT, template.serviceAccount());
    row.put(RECURRING_RUNS.PLUGINS_INPUT, JsonWriter.write(template.pluginsInput()));
    return row;
  }

  /** What settling a tick changes. */
  static Map<Field<?>, @Nullable Object> progress(Progress progress) {
    TaskFailure failure = progress.failure();
    var row = new LinkedHashMap<Field<?>, @Nullable Object>();
    row.put(RECURRING_RUNS.FIRED_COUNT, progress.firedCount());
    row.put(RECURRING_RUNS.LAST_TICK_AT, millisOrNull(progress.lastTick()));
    row.put(RECURRING_RUNS.DUE_AT, millisOrNull(progress.dueAt()));
    row.put(RECURRING_RUNS.FAILURE_CODE, failure == null ? null : failure.code().name());
    row.put(RECURRING_RUNS.FAILURE_MESSAGE, failure == null ? null : failure.message());
    row.put(RECURRING_RUNS.FAILURE_PATH, failure == null ? null : failure.path());
    row.put(RECURRING_RUNS.REVISION, progress.revision());
    return row;
  }

  static RecurringRun read(Record row) {
    return new RecurringRun(
        row.get(RECURRING_RUNS.RECURRING_RUN_ID),
        row.get(RECURRING_RUNS.NAMESPACE),
        readTemplate(row),
        TriggerColumns.read(row),
        new Limits(row.get(RECURRING_RUNS.MAX_CONCURRENCY), row.get(RECURRING_RUNS.CATCHES_UP)),
        row.get(RECURRING_RUNS.IS_ENABLED),
        new Progress(
            row.get(RECURRING_RUNS.FIRED_COUNT),
            instantOrNull(row.get(RECURRING_RUNS.LAST_TICK_AT)),
            instantOrNull(row.get(RECURRING_RUNS.DUE_AT)),
            failure(row),
            row.get(RECURRING_RUNS.REVISION)),
        Instant.ofEpochMilli(row.get(RECURRING_RUNS.CREATED_AT)),
        Instant.ofEpochMilli(row.get(RECURRING_RUNS.UPDATED_AT)));
  }

  private static RunTemplate readTemplate(Record row) {
    return new RunTemplate(
        row.get(RECURRING_RUNS.DISPLAY_NAME),
        row.get(RECURRING_RUNS.DESCRIPTION),
        row.get(RECURRING_RUNS.EXPERIMENT_ID),
        source(row),
        JsonColumns.object(row.get(RECURRING_RUNS.PARAMETERS)).members(),
        row.get(RECURRING_RUNS.PIPELINE_ROOT),
        row.get(RECURRING_RUNS.SERVICE_ACCOUNT),
        JsonColumns.object(row.get(RECURRING_RUNS.PLUGINS_INPUT)));
  }

  private static Source source(Record row) {
    String specificationId = row.get(RECURRING_RUNS.SPECIFICATION_ID);
    return specificationId == null
        ? new Source.Kept(
            row.get(RECURRING_RUNS.PIPELINE_ID), row.get(RECURRING_RUNS.PIPELINE_VERSION_ID))
        : new Source.Inline(specificationId);
  }

  private static @Nullable TaskFailure failure(Record row) {
    String code = row.get(RECURRING_RUNS.FAILURE_CODE);
    return code == null
        ? null
        : new TaskFailure(
            ErrorCode.valueOf(code),
            Objects.requireNonNullElse(row.get(RECURRING_RUNS.FAILURE_MESSAGE), ""),
            Objects.requireNonNullElse(row.get(RECURRING_RUNS.FAILURE_PATH), ""));
  }

  static @Nullable Long millisOrNull(@Nullable Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  static @Nullable Instant instantOrNull(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
