package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.pitwheel.event.RunEvent;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.event.EventLog} does. */
public abstract class EventLogContract extends StoreContract {
  @Test
  void readsOnFromASequenceNumber() {
    RunFixture run = RunFixture.begun(ports(), dag().task("step", leaf()).graph());

    List<RunEvent> all = ports().events().readAfter(run.runId(), 0, 100);

    assertThat(all).extracting(RunEvent::sequence).containsExactly(1L, 2L, 3L);
    assertThat(ports().events().readAfter(run.runId(), 1, 1)).containsExactly(all.get(1));
    assertThat(ports().events().readAfter(run.runId(), 3, 100)).isEmpty();
    assertThat(ports().events().readAfter("no such run", 0, 100)).isEmpty();
    assertThat(all.get(0))
        .extracting(RunEvent::runId, RunEvent::at)
        .containsExactly(run.runId(), RunFixture.START);
    assertThat(all.get(1).details().members()).containsEntry("state", JsonValue.of("RUNNING"));
  }

  @Test
  void countsTheEventsOfManyRuns() {
    RunFixture begun = RunFixture.begun(ports(), dag().task("step", leaf()).graph());
    RunFixture created = RunFixture.create(ports(), dag().task("step", leaf()).graph());

    assertThat(ports().events().counts(List.of(begun.runId(), created.runId(), "no such run")))
        .containsOnly(entry(begun.runId(), 3L), entry(created.runId(), 1L));
    assertThat(ports().events().counts(List.of())).isEmpty();
  }

  @Test
  void tellsListenersAfterTheCommitUntilTheyLeave() throws Exception {
    var heard = Collections.synchronizedList(new ArrayList<String>());
    var read = Collections.synchronizedList(new ArrayList<Integer>());
    AutoCloseable listening =
        ports()
            .events()
            .onAppended(runId -> {
              heard.add(runId);
              read.add(ports().events().readAfter(runId, 0, 100).size());
            });
    RunFixture run = RunFixture.create(ports(), dag().task("step", leaf()).graph());
    run.begin();
    run.record(run.running("step"));
    listening.close();
    run.record(run.failed("unheard", "step"));

    assertThat(heard).containsOnly(run.runId());
    assertThat(read).containsExactly(1, 3, 4);
  }
}
