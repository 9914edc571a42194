package io.pitwheel.conformance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A schedule whose server is killed before, within and after the transactions that settle ticks,
 * and whose clock jumps between its lives: every tick has its run, and none has two.
 */
class TickKillsTest {
  private static final int KILLS = Integer.getInteger("pitwheel.tick.kills", 8);
  private static final int TICKS = 10 + 10 * KILLS;
  private static final int MAX_CROSSINGS = 40;
  private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

  @TempDir Path folder;

  @Test
  void everyTickHasOneRunWhereverTheServerIsKilled() throws Exception {
    long seed = Long.getLong("pitwheel.seed", System.nanoTime());
    System.out.println("TickKillsTest: -Dpitwheel.seed=" + seed + ", " + KILLS + " kills");
    var random = new Random(seed);
    Files.writeString(folder.resolve("request.json"), request());
    int deaths = 0;
    for (int life = 0; life < 2 * KILLS && deaths < KILLS; life++) {
      // Every other clock is late, so that ticks are due; the rest have jumped anywhere.
      Instant clock = START.plusSeconds(life % 2 == 0 ? TICKS : random.nextInt(TICKS));
      deaths += serve(clock, random.nextInt(MAX_CROSSINGS)) == Countdown.KILLED ? 1 : 0;
    }

    int last = serve(START.plusSeconds(TICKS), Integer.MAX_VALUE);

    assertThat(last).isZero();
    assertThat(deaths).as("deaths").isEqualTo(KILLS);
    List<Run> runs = runs();
    assertThat(runs)
        .extracting(run -> run.creation().scheduledAt())
        .containsExactlyElementsOf(IntStream.range(0, TICKS).mapToObj(START::plusSeconds).toList());
    assertThat(runs)
        .extracting(run -> run.creation().displayName().split("-", -1)[1])
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, TICKS).mapToObj(Integer::toString).toList());
    assertThat(runs).extracting(Run::state).containsOnly(RunState.SUCCEEDED);
  }

  private int serve(Instant clock, int crossings) throws IOException, InterruptedException {
    return new MortalProgram(FiringServer.class, folder)
        .run(
            folder.resolve("data").toString(),
            folder.resolve("request.json").toString(),
            clock.toString(),
            Integer.toString(crossings));
  }

  private List<Run> runs() {
    try (Stores stores =
        SqliteStores.open(
            folder.resolve("data/database"), Identifiers.random(), Clock.systemUTC())) {
      var page = new PageRequest(PageRequest.MAX_SIZE, null, "scheduled_at", false, RowFilter.NONE);
      return stores.runs().list(new RunQuery("", null, page)).rows();
    }
  }

  private static String request() {
    return """
    {"display_name": "ticks", "mode": "ENABLE", "max_concurrency": 10,
     "trigger": {"periodic_schedule": {"interval_second": 1,
       "start_time": "%s", "end_time": "%s"}},
     "pipeline_spec": {
       "pipelineInfo": {"name": "ticks"}, "schemaVersion": "2.1.0", "sdkVersion": "kfp-2.17.0",
       "deploymentSpec": {"executors": {"exec-step": {"container": {"image": "none",
         "command": ["true"]}}}},
       "components": {"comp-step": {"executorLabel": "exec-step"}},
       "root": {"dag": {"tasks": {"step": {"componentRef": {"name": "comp-step"},
         "taskInfo": {"name": "step"}}}}}}}
    """
        .formatted(START, START.plusSeconds(TICKS - 1L));
  }
}
