package io.pitwheel.server.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.pitwheel.event.RunEvent;
import io.pitwheel.run.RunState;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Events in the form of server-sent events. */
final class EventFrames {
  /** Keeps the connection open and finds those whose client is gone. */
  static final String HEARTBEAT = ":\n\n";

  /** The list has grown beyond its bound: some of its runs are not followed. */
  private static final String LIST_FULL = "list.full";

  private EventFrames() {}

  /**
   * All of them as one piece of the stream: the wait for the client is the dear part, and one for
   * each event would let a wide loop run away from those who watch it.
   */
  static byte[] frames(List<RunEvent> events) {
    return events.stream().map(EventFrames::frame).collect(joining()).getBytes(UTF_8);
  }

  /**
   * {@code id}: sequence; {@code event}: kind; {@code data}: time and details, one line of JSON.
   */
  private static String frame(RunEvent event) {
    return frame(String.valueOf(event.sequence()), event, new LinkedHashMap<>());
  }

  /** As in the stream of one run, besides which run it is, under an identifier of the list's. */
  static String frame(String id, RunEvent event) {
    var data = new LinkedHashMap<String, JsonValue>();
    data.put("run_id", JsonValue.of(event.runId()));
    data.put("sequence", JsonValue.of((double) event.sequence()));
    return frame(id, event, data);
  }

  private static String frame(String id, RunEvent event, Map<String, JsonValue> data) {
    data.put("at", JsonValue.of(event.at().toString()));
    data.putAll(event.details().members());
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(id, event.kind(), JsonWriter.write(new JsonObject(data)));
  }

  /**
   * Tells the client of a list that it grew by more runs than one stream follows.
   *
   * @param left runs that are not followed any more; those that never were are not named
   */
  static String full(String id, List<String> left) {
    var data = new LinkedHashMap<String, JsonValue>();
    data.put("bound", JsonValue.of((double) ListPositions.MAX_RUNS));
    data.put("left", JsonValue.listOf(left.stream().map(JsonValue::of).toList()));
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(id, LIST_FULL, JsonWriter.write(new JsonObject(data)));
  }

  /** Whether the run was over with it; a retry may have opened it again. */
  static boolean isLast(RunEvent event) {
    return event.kind().equals(RunEvent.RUN_STATE)
        && event.details().members().get("state") instanceof JsonText state
        && RunState.valueOf(state.value()).isTerminal();
  }
}
