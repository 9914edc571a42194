package io.pitwheel.store.run;

import static io.pitwheel.store.schema.Tables.RUNS;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.Run.StateChange;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunOptions;
import io.pitwheel.run.RunState;
import io.pitwheel.store.selection.Columns;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.SpilledText;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/** A run as a row of {@code runs} and back. */
final class RunRows {
  private RunRows() {}

  static Map<Field<?>, @Nullable Object> fresh(RunCreation creation) {
    var row = new LinkedHashMap<Field<?>, @Nullable Object>();
    row.put(RUNS.RUN_ID, creation.id());
    row.put(RUNS.NAMESPACE, creation.namespace());
    row.put(RUNS.EXPERIMENT_ID, creation.experimentId());
    row.put(RUNS.DISPLAY_NAME, creation.displayName());
    row.put(RUNS.DESCRIPTION, creation.description());
    row.put(RUNS.PIPELINE_ID, creation.pipelineId());
    row.put(RUNS.PIPELINE_VERSION_ID, creation.pipelineVersionId());
    row.put(RUNS.SPECIFICATION_ID, creation.specificationId());
    row.put(RUNS.PIPELINE_NAME, creation.pipelineName());
    SpilledText.Column parameters = SpilledText.write(new JsonObject(creation.parameters()));
    row.put(RUNS.PARAMETERS, parameters.text());
    row.put(RUNS.IS_SPILLED, parameters.isSpilled());
    row.put(RUNS.PIPELINE_ROOT, creation.pipelineRoot());
    row.put(RUNS.SERVICE_ACCOUNT, creation.serviceAccount());
    row.put(RUNS.OPTIONS, JsonWriter.write(options(creation.options())));
    row.put(RUNS.REQUEST_DIGEST, creation.requestDigest());
    row.put(RUNS.ROOT_TASK_ID, creation.rootTaskId());
    row.put(RUNS.STATE, RunState.PENDING.name());
    row.put(RUNS.IS_ARCHIVED, false);
    row.put(RUNS.IS_DRIVEN_ELSEWHERE, creation.options().drivenElsewhere());
    row.put(RUNS.TASK_COUNT, 0);
    row.put(RUNS.EVENT_COUNT, 0L);
    row.put(RUNS.CREATED_AT, creation.createdAt().toEpochMilli());
    row.put(RUNS.SCHEDULED_AT, creation.scheduledAt().toEpochMilli());
    row.put(RUNS.RECURRING_RUN_ID, creation.recurringRunId());
    row.put(
        RUNS.TICK_AT,
        creation.recurringRunId() == null ? null : creation.scheduledAt().toEpochMilli());
    return row;
  }

  /** A run that was just written, as it would be read. */
  static Run justWritten(RunCreation creation) {
    return new Run(
        creation,
        RunState.PENDING,
        false,
        false,
        null,
        List.of(new StateChange(RunState.PENDING, creation.createdAt())),
        0,
        null);
  }

  static Run read(Columns row, List<StateChange> history, boolean isBeingDeleted) {
    return new Run(
        creation(row),
        RunState.valueOf(row.get(RUNS.STATE)),
        row.get(RUNS.IS_ARCHIVED),
        isBeingDeleted,
        failure(row),
        history,
        row.get(RUNS.TASK_COUNT),
        instantOrNull(row.get(RUNS.FINISHED_AT)));
  }

  static RunCreation creation(Columns row) {
    return new RunCreation(
        row.get(RUNS.RUN_ID),
        row.get(RUNS.ROOT_TASK_ID),
        row.get(RUNS.DISPLAY_NAME),
        row.get(RUNS.DESCRIPTION),
        row.get(RUNS.NAMESPACE),
        row.get(RUNS.EXPERIMENT_ID),
        row.get(RUNS.PIPELINE_ID),
        row.get(RUNS.PIPELINE_VERSION_ID),
        row.get(RUNS.SPECIFICATION_ID),
        row.get(RUNS.PIPELINE_NAME),
        parameters(row),
        row.get(RUNS.PIPELINE_ROOT),
        row.get(RUNS.SERVICE_ACCOUNT),
        options(JsonColumns.object(row.get(RUNS.OPTIONS)).members()),
        row.get(RUNS.REQUEST_DIGEST),
        Instant.ofEpochMilli(row.get(RUNS.CREATED_AT)),
        Instant.ofEpochMilli(row.get(RUNS.SCHEDULED_AT)),
        row.get(RUNS.RECURRING_RUN_ID));
  }

  private static Map<String, JsonValue> parameters(Columns row) {
    return SpilledText.read(row.get(RUNS.PARAMETERS), row.get(RUNS.IS_SPILLED))
            instanceof JsonObject parameters
        ? parameters.members()
        : Map.of();
  }

  private static @Nullable TaskFailure failure(Columns row) {
    String code = row.get(RUNS.FAILURE_CODE);
    if (code == null) {
      return null;
    }
    return new TaskFailure(
        ErrorCode.valueOf(code),
        Objects.requireNonNullElse(row.get(RUNS.FAILURE_MESSAGE), ""),
        Objects.requireNonNullElse(row.get(RUNS.FAILURE_PATH), ""));
  }

  private static @Nullable Instant instantOrNull(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private static JsonObject options(RunOptions options) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("cache_disabled", JsonValue.of(options.cacheDisabled()));
    members.put("runner", JsonValue.of(options.runner()));
    members.put("slots", JsonValue.of(options.slots()));
    var environment = new LinkedHashMap<String, JsonValue>();
    options.environment().forEach((name, value) -> environment.put(name, JsonValue.of(value)));
    members.put("environment", new JsonObject(environment));
    members.put("sdk_version", JsonValue.of(options.sdkVersion()));
    Duration timeout = options.timeout();
    if (timeout != null) {
      members.put("timeout_millis", JsonValue.of((double) timeout.toMillis()));
    }
    RerunSource rerun = options.rerun();
    if (rerun != null) {
      members.put(
          "rerun",
          new JsonObject(
              Map.of("run_id", JsonValue.of(rerun.runId()), "from", JsonValue.of(rerun.from()))));
    }
    if (options.drivenElsewhere()) {
      members.put("driven_elsewhere", JsonValue.of(true));
    }
    if (!options.otherPlugins().equals(JsonObject.EMPTY)) {
      members.put("other_plugins", options.otherPlugins());
    }
    return new JsonObject(members);
  }

  private static @Nullable RerunSource rerun(@Nullable JsonValue kept) {
    return kept instanceof JsonObject(var members)
            && members.get("run_id") instanceof JsonText(String runId)
            && members.get("from") instanceof JsonText(String from)
        ? new RerunSource(runId, from)
        : null;
  }

  /** What an older version did not know has its default. */
  private static RunOptions options(Map<String, JsonValue> members) {
    var environment = new TreeMap<String, String>();
    if (members.get("environment") instanceof JsonObject object) {
      object.members().forEach((name, value) -> environment.put(name, JsonWriter.text(value)));
    }
    return new RunOptions(
        members.get("cache_disabled") instanceof JsonBoolean(boolean isDisabled) && isDisabled,
        members.get("runner") instanceof JsonText(String runner)
            ? runner
            : RunOptions.DEFAULT.runner(),
        members.get("slots") instanceof JsonNumber(double slots) ? (int) slots : 0,
        environment,
        members.get("sdk_version") instanceof JsonText(String version) ? version : "",
        members.get("timeout_millis") instanceof JsonNumber(double millis)
            ? Duration.ofMillis((long) millis)
            : null,
        rerun(members.get("rerun")),
        members.get("driven_elsewhere") instanceof JsonBoolean(boolean isElsewhere) && isElsewhere,
        members.get("other_plugins") instanceof JsonObject plugins ? plugins : JsonObject.EMPTY);
  }
}
