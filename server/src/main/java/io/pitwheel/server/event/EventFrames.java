package io.pitwheel.server.event;

import io.pitwheel.event.RunEvent;
import io.pitwheel.run.RunState;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;

/** Events in the form of server-sent events. */
final class EventFrames {
  /** Keeps the connection open and finds those whose client is gone. */
  static final String HEARTBEAT = ":\n\n";

  private EventFrames() {}

  /**
   * {@code id}: sequence; {@code event}: kind; {@code data}: time and details, one line of JSON.
   */
  static String frame(RunEvent event) {
    var data = new LinkedHashMap<String, JsonValue>();
    data.put("at", JsonValue.of(event.at().toString()));
    data.putAll(event.details().members());
    return "id: %d\nevent: %s\ndata: %s\n\n"
        .formatted(event.sequence(), event.kind(), JsonWriter.write(new JsonObject(data)));
  }

  /** Whether nothing follows it: the run is over. */
  static boolean isLast(RunEvent event) {
    return event.kind().equals(RunEvent.RUN_STATE)
        && event.details().members().get("state") instanceof JsonText state
        && RunState.valueOf(state.value()).isTerminal();
  }
}
