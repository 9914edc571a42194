package io.pitwheel.cli.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that happened to a run, as the server tells it.
 *
 * @param sequence from 1 within the run
 * @param kind {@code run.state}, {@code task.state} or another that may be ignored
 * @param path the task's keys from the root, joined by slashes; empty for the root
 * @param iteration one index for each enclosing loop
 * @param state of the run or the task, by its name on the wire
 * @param type of the task, by its name on the wire
 * @param reason why it was skipped; empty for none
 */
public record RunEvent(
    long sequence,
    String kind,
    Instant at,
    String taskId,
    String path,
    List<Integer> iteration,
    String state,
    int attempt,
    String type,
    String reason,
    String message) {
  private static final String RUN_STATE = "run.state";
  private static final String TASK_STATE = "task.state";
  private static final Set<String> TERMINAL_RUN_STATES =
      Set.of("SUCCEEDED", "FAILED", "SKIPPED", "CANCELED");

  public RunEvent {
    iteration = List.copyOf(iteration);
  }

  /** Reads one event of the stream; members that are absent or null are empty. */
  static RunEvent read(long sequence, String kind, String text) {
    JsonObject details = JsonParser.parseString(text).getAsJsonObject();
    String at = textOf(details, "at");
    return new RunEvent(
        sequence,
        kind,
        at.isEmpty() ? Instant.EPOCH : Instant.parse(at),
        textOf(details, "task_id"),
        textOf(details, "path"),
        numbersOf(details, "iteration"),
        textOf(details, "state"),
        numberOf(details, "attempt"),
        textOf(details, "type"),
        textOf(details, "reason"),
        textOf(details, "message"));
  }

  /** Whether the run will not change any more. */
  public boolean endsRun() {
    return kind.equals(RUN_STATE) && isTerminal(state);
  }

  public boolean isOfRun() {
    return kind.equals(RUN_STATE);
  }

  public boolean isOfTask() {
    return kind.equals(TASK_STATE);
  }

  /** Whether a run in this state stays in it. */
  public static boolean isTerminal(String runState) {
    return TERMINAL_RUN_STATES.contains(runState);
  }

  private static String textOf(JsonObject object, String name) {
    JsonElement member = object.get(name);
    return member == null || member.isJsonNull() ? "" : member.getAsString();
  }

  private static int numberOf(JsonObject object, String name) {
    JsonElement member = object.get(name);
    return member == null || member.isJsonNull() ? 0 : member.getAsInt();
  }

  private static List<Integer> numbersOf(JsonObject object, String name) {
    var numbers = new ArrayList<Integer>();
    if (object.get(name) instanceof com.google.gson.JsonArray array) {
      array.forEach(element -> numbers.add(element.getAsInt()));
    }
    return numbers;
  }
}
