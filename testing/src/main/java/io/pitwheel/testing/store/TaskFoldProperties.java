package io.pitwheel.testing.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.event.RunEvent;
import io.pitwheel.run.RunState;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/**
 * Random graphs, random orders and repeated deliveries lead a {@link io.pitwheel.task.TaskStore} to
 * what a plain recursive fold says.
 */
public abstract class TaskFoldProperties {
  private static final int MAX_SEEDS = 1_000;

  private @Nullable StorePorts opened;
  private @Nullable Path folder;
  private int played;

  /** Opens empty stores in an empty folder. */
  protected abstract StorePorts open(Path folder);

  /** How many graphs of a property are played; for stores behind a network fewer will do. */
  protected int plays() {
    return Integer.MAX_VALUE;
  }

  private boolean isEnough() {
    return ++played > plays();
  }

  @BeforeProperty
  void openPorts() throws IOException {
    Path fresh = Files.createTempDirectory("fold");
    folder = fresh;
    played = 0;
    opened = open(fresh);
  }

  @AfterProperty
  void closePorts() throws Exception {
    ports().closing().close();
    if (folder != null) {
      try (var paths = Files.walk(folder)) {
        paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private StorePorts ports() {
    StorePorts ports = opened;
    if (ports == null) {
      throw new IllegalStateException("not opened yet");
    }
    return ports;
  }

  @Property(tries = 150)
  void endsAsTheRecursiveFoldWhateverTheOrder(@ForAll long graph, @ForAll long order) {
    if (isEnough()) {
      return;
    }
    var plan = new RandomPlan(graph);
    RunFixture run = RunFixture.begun(ports(), plan.graph());
    var delivery = new RandomDelivery(plan, run, order);

    RunState told = delivery.play();

    Map<String, RecursiveFold.Ended> expected = new RecursiveFold(plan).ended();
    assertThat(ended(run)).isEqualTo(expected);
    TaskState root = run.root().state();
    RunState end = root == TaskState.FAILED ? RunState.FAILED : RunState.SUCCEEDED;
    assertThat(run.run().state()).isEqualTo(end);
    boolean hasTasks = !plan.graph().root().children().isEmpty();
    assertThat(told).isEqualTo(hasTasks ? end : null);
    assertThat(run.run().taskCount()).isEqualTo(expected.size() - 1);
    List<RunEvent> events = events(run);
    assertThat(events)
        .extracting(RunEvent::sequence)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, events.size()).boxed().toList());
    assertThat(events).extracting(RunEvent::kind).doesNotContain(RunEvent.LATE_WRITE);

    delivery.repeatEverything();

    assertThat(events(run)).isEqualTo(events);
    assertThat(ended(run)).isEqualTo(expected);
  }

  @Property(tries = 100)
  void endsARetriedRunAsIfNothingHadFailed(@ForAll long graph, @ForAll long order) {
    if (isEnough()) {
      return;
    }
    RandomPlan plan = failingPlan(graph);
    RunFixture run = RunFixture.begun(ports(), plan.graph());
    new RandomDelivery(plan, run, order).play();
    assertThat(run.run().state()).isEqualTo(RunState.FAILED);
    Map<String, RecursiveFold.Ended> before = ended(run);
    int tasks = run.run().taskCount();

    ports().runs().retry(run.runId(), RunFixture.START);

    assertThat(run.run().state()).isEqualTo(RunState.PENDING);
    assertThat(run.run().taskCount()).isEqualTo(tasks);
    assertThat(ended(run))
        .allSatisfy((key, now) -> {
          if (now.state().isTerminal()) {
            assertThat(now).isEqualTo(before.get(key));
          } else {
            assertThat(before.get(key)).extracting("state").isEqualTo(TaskState.FAILED);
            assertThat(now.counters().failed()).isZero();
          }
        });
    run.begin();
    RunState told = new RandomDelivery(plan.healed(), run, order + 1).play();

    assertThat(told).isEqualTo(RunState.SUCCEEDED);
    Map<String, RecursiveFold.Ended> expected = new RecursiveFold(plan.healed()).ended();
    assertThat(ended(run)).isEqualTo(expected);
    assertThat(run.run().taskCount()).isEqualTo(expected.size() - 1);
    assertThat(events(run)).extracting(RunEvent::kind).doesNotContain(RunEvent.LATE_WRITE);
  }

  /** A plan in which something fails; in most nothing does. */
  private static RandomPlan failingPlan(long seed) {
    // Seeds that follow one another would make much the same plan.
    return new Random(seed)
        .longs(MAX_SEEDS)
        .mapToObj(RandomPlan::new)
        .filter(plan ->
            new RecursiveFold(plan)
                .ended().values().stream().anyMatch(end -> end.state() == TaskState.FAILED))
        .findFirst()
        .orElseThrow();
  }

  private List<RunEvent> events(RunFixture run) {
    return ports().events().readAfter(run.runId(), 0, 100_000);
  }

  private Map<String, RecursiveFold.Ended> ended(RunFixture run) {
    var ended = new HashMap<String, RecursiveFold.Ended>();
    for (Task task : ports().tasks().list(run.runId())) {
      ended.put(
          RecursiveFold.key(task.reference().path().slashed(), task.reference().iteration()),
          new RecursiveFold.Ended(
              task.state(), task.skipReason(), task.counters(), task.outputs()));
    }
    return ended;
  }
}
