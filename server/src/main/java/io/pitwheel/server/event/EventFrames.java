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

/** Events in the form of server-sent events. */
final class EventFrames {
  /** Keeps the connection open and finds those whose client is gone. */
  static final String HEARTBEAT = ":\n\n";

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
    var data = new LinkedHashMap<String, JsonValue>();
    data.put("at", JsonValue.of(event.at().toString()));
    data.putAll(event.details().members());
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(event.sequence(), event.kind(), JsonWriter.write(new JsonObject(data)));
  }

  /** Whether the run was over with it; a retry may have opened it again. */
  static boolean isLast(RunEvent event) {
    return event.kind().equals(RunEvent.RUN_STATE)
        && event.details().members().get("state") instanceof JsonText state
        && RunState.valueOf(state.value()).isTerminal();
  }
}
