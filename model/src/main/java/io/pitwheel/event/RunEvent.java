package io.pitwheel.event;

import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Instant;

/**
 * Something that happened to a run, written in the transaction that made it true.
 *
 * @param sequence from 1 within the run, without gaps
 * @param kind such as {@code run.state} or {@code task.state}
 * @param details for {@code run.state}: {@code state}; for {@code task.state}: {@code task_id},
 *     {@code path} (slashed), {@code iteration} (list), {@code state}, {@code attempt}, {@code
 *     type}; {@code reason} and {@code message} where there are any; for {@code task.pod}, what the
 *     cluster says of the pod of an attempt, the same with its {@code message}
 */
public record RunEvent(String runId, long sequence, Instant at, String kind, JsonObject details) {
  public static final String RUN_STATE = "run.state";
  public static final String TASK_STATE = "task.state";
  public static final String TASK_ATTEMPT = "task.attempt";
  public static final String TASK_POD = "task.pod";
  public static final String LATE_WRITE = "task.late_write";
}
