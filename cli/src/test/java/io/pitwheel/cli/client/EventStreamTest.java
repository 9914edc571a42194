package io.pitwheel.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
  private static final String TEXT =
      """
      : keep-alive

      event: task.state
      id: 3
      data: {"kind":"task.state","at":"2026-11-22T12:00:01Z","task_id":"t1","path":"loop/train",
      data: "iteration":[0,2],"state":"SKIPPED","attempt":0,"type":"RUNTIME","reason":"CONDITION_FALSE"}

      id: 4
      event:run.state
      data:{"at":"2026-11-22T12:00:02Z","state":"SUCCEEDED","reason":null}

      event: run.state
      data: {"state":"cut short by the end of the stream"}\
      """;

  @Test
  void readsEventsAsTheStandardSays() throws IOException {
    var events = new ArrayList<RunEvent>();

    new EventStream(new BufferedReader(new StringReader(TEXT))).forEach(events::add);

    assertThat(events)
        .containsExactly(
            new RunEvent(
                3,
                "task.state",
                Instant.parse("2026-11-22T12:00:01Z"),
                "t1",
                "loop/train",
                List.of(0, 2),
                "SKIPPED",
                0,
                "RUNTIME",
                "CONDITION_FALSE",
                ""),
            new RunEvent(
                4,
                "run.state",
                Instant.parse("2026-11-22T12:00:02Z"),
                "",
                "",
                List.of(),
                "SUCCEEDED",
                0,
                "",
                "",
                ""));
    assertThat(events.getLast().endsRun()).isTrue();
  }

  @Test
  void stopsWhenNoMoreIsWanted() throws IOException {
    var events = new ArrayList<RunEvent>();

    new EventStream(new BufferedReader(new StringReader(TEXT)))
        .forEach(event -> {
          events.add(event);
          return false;
        });

    assertThat(events).hasSize(1);
  }
}
