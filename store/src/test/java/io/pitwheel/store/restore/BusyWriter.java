package io.pitwheel.store.restore;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;

import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.Stores;
import io.pitwheel.store.network.NetworkPorts;
import io.pitwheel.testing.store.Outputs;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.StorePorts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Makes runs and ends them, one after the other, until it is closed. */
final class BusyWriter implements AutoCloseable {
  private static final int ITERATIONS = 3;
  private static final TaskGraph GRAPH =
      dag()
          .loop(
              "loop",
              dag().task("step", leaf().parameter("value")).parameter("values", "step", "value"))
          .graph();

  private final StorePorts ports;
  private final List<String> ended = new ArrayList<>();
  private final CompletableFuture<Void> end;
  private volatile boolean isClosed;

  BusyWriter(Stores stores) {
    this.ports = NetworkPorts.of(stores, () -> {});
    this.end = CompletableFuture.runAsync(this::write, Thread::startVirtualThread);
  }

  private void write() {
    while (!isClosed) {
      RunFixture run = RunFixture.begun(ports, GRAPH);
      run.record(run.iterated(ITERATIONS, "loop"));
      for (int i = 0; i < ITERATIONS; i++) {
        run.record(run.running("loop/step", i));
        run.record(run.succeeded(Outputs.parameter("value", "v" + i), "loop/step", i));
      }
      add(run.runId());
    }
  }

  private synchronized void add(String runId) {
    ended.add(runId);
    notifyAll();
  }

  /** The runs of which it was told that they have ended, once there are so many. */
  synchronized List<String> ended(int count) throws InterruptedException {
    while (ended.size() < count && !end.isDone()) {
      wait(10);
    }
    return List.copyOf(ended);
  }

  /** Returns when it writes no more; fails when it could not write. */
  @Override
  public void close() {
    isClosed = true;
    end.join();
  }
}
