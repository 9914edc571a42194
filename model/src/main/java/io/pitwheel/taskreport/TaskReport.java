package io.pitwheel.taskreport;

import io.pitwheel.task.TaskState;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of one task; whatever is null, empty or no state leaves that as it is.
 *
 * @param scopePath dotted, from {@code root}: which task is meant, to be compared; empty for
 *     nothing said
 * @param parentId likewise
 * @param displayName empty for nothing said
 * @param state UNSPECIFIED for nothing said
 * @param fingerprint SHA-256 in hexadecimal, visible once the task succeeds; empty for nothing said
 * @param iterationCount of a loop
 * @param pods replace those there were
 * @param message words on the state, above all on a failure
 * @param properties further words on the state
 * @param inputs merged into those there are, by key and iteration
 * @param outputs likewise
 * @param endedAt for a state that is terminal; null for now
 * @param at when it was said
 */
public record TaskReport(
    String scopePath,
    String parentId,
    String displayName,
    TaskState state,
    String fingerprint,
    @Nullable Integer iterationCount,
    @Nullable List<TaskPod> pods,
    @Nullable String message,
    @Nullable JsonObject properties,
    List<ReportedParameter> inputs,
    List<ReportedParameter> outputs,
    @Nullable Instant endedAt,
    Instant at) {
  public TaskReport {
    pods = pods == null ? null : List.copyOf(pods);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Of a task that failed, and nothing else. */
  public static TaskReport failed(String message, Instant at) {
    return new TaskReport(
        "",
        "",
        "",
        TaskState.FAILED,
        "",
        null,
        null,
        message,
        null,
        List.of(),
        List.of(),
        null,
        at);
  }

  /** The same with other parameters. */
  public TaskReport withParameters(
      List<ReportedParameter> newInputs, List<ReportedParameter> newOutputs) {
    return new TaskReport(
        scopePath,
        parentId,
        displayName,
        state,
        fingerprint,
        iterationCount,
        pods,
        message,
        properties,
        newInputs,
        newOutputs,
        endedAt,
        at);
  }

  /** When the task ended, if it did. */
  public Instant end() {
    Instant told = endedAt;
    return told == null ? at : told;
  }
}
