package io.pitwheel.bench.process;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How soon a run goes on after its server was killed. */
public final class ResumeRow implements BenchRow {
  private static final int ROUNDS = 5;
  private static final int TASKS = 3_000;
  private static final int EVENTS_BETWEEN_KILLS = 100;
  private static final String ID = "id: ";
  private static final String DATA = "data: ";

  @Override
  public String name() {
    return "resume";
  }

  @Override
  public String definition() {
    return "a loop of %d processes `true`, its server killed %d times in the middle: from starting the"
            .formatted(TASKS, ROUNDS)
        + " next server to the first event it writes in the run";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path data = ground.fresh("resume");
    JsonValue pipeline =
        PipelineDocumentReader.read(PipelineTexts.loop(TASKS, "true")).specification().document();
    var resumed = new ArrayList<Double>();
    StandingServer server = StandingServer.start(ground, data);
    try {
      String runId = server.createRun(pipeline);
      long seen = 0;
      for (int round = 0; round < ROUNDS; round++) {
        seen = await(server, runId, new Awaited(seen, EVENTS_BETWEEN_KILLS, Instant.EPOCH));
        server.kill();
        Instant killed = Instant.now();
        server = StandingServer.start(ground, data);
        seen = await(server, runId, new Awaited(seen, 1, killed));
        resumed.add((double) Duration.between(killed, Instant.now()).toMillis());
      }
      server.awaitEnd(runId);
    } finally {
      server.close();
      BenchGround.delete(data);
    }
    return List.of(new Figure("killed to going on", "ms", "< 2,000", resumed));
  }

  /**
   * So many events of a run that are later than an instant.
   *
   * @param after the sequence number of the last event that is known: what was read once is not
   *     read again, for the reading would be measured with the rest
   */
  private record Awaited(long after, int count, Instant since) {}

  /** Returns, when they are there, the sequence number of the last of them. */
  private static long await(StandingServer server, String runId, Awaited awaited)
      throws IOException, InterruptedException {
    int found = 0;
    long sequence = awaited.after();
    try (BufferedReader events = server.events(runId, awaited.after())) {
      for (String line = events.readLine(); line != null; line = events.readLine()) {
        if (line.startsWith(ID)) {
          sequence = Long.parseLong(line.substring(ID.length()));
        }
        found += line.startsWith(DATA) && timeOf(line).isAfter(awaited.since()) ? 1 : 0;
        if (found == awaited.count()) {
          return sequence;
        }
      }
    }
    throw new IOException(
        "run %s ended after %d events (expected: %d)".formatted(runId, found, awaited.count()));
  }

  private static Instant timeOf(String line) {
    JsonObject event = (JsonObject) JsonReader.read(line.substring(DATA.length()));
    return event.members().get("at") instanceof JsonText at
        ? Instant.parse(at.value())
        : Instant.EPOCH;
  }
}
