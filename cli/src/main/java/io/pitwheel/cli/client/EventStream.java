package io.pitwheel.cli.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Predicate;

/** Reads server-sent events, as the HTML standard defines them, from the lines of an answer. */
final class EventStream {
  private static final String USUAL_KIND = "message";

  private final BufferedReader lines;
  private String kind = USUAL_KIND;
  private long sequence;
  private final StringBuilder text = new StringBuilder();

  EventStream(BufferedReader lines) {
    this.lines = lines;
  }

  /**
   * Hands each event on until the reader of events has enough or the stream ends.
   *
   * @param goesOn answers whether more events are wanted
   */
  void forEach(Predicate<RunEvent> goesOn) throws IOException {
    String line;
    while ((line = lines.readLine()) != null) {
      if (!line.isEmpty()) {
        take(line);
      } else if (!text.isEmpty()) {
        var event = RunEvent.read(sequence, kind, text.toString());
        text.setLength(0);
        kind = USUAL_KIND;
        if (!goesOn.test(event)) {
          return;
        }
      }
    }
  }

  private void take(String line) {
    int colon = line.indexOf(':');
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1).stripLeading();
    switch (field) {
      case "event" -> kind = value;
      case "id" -> sequence = Long.parseLong(value);
      case "data" -> text.append(text.isEmpty() ? "" : "\n").append(value);
      default -> {
        // Comments, which only keep the connection alive, and fields of other days.
      }
    }
  }
}
