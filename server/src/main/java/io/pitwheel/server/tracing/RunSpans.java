package io.pitwheel.server.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.store.Stores;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskState;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace of each run that ends, made of its rows: so it is whole also when another server began
 * it. A run that is retried has one more root in the same trace.
 */
final class RunSpans implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunSpans.class);

  /** Tasks of one run that are shown; a collector has no use for more. */
  private static final int MAX_TASKS = 10_000;

  /** A run that goes on is looked at no more often. */
  private static final int PAUSE_MILLIS = 500;

  private final Tracer tracer;
  private final Stores stores;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Thread worker = Thread.ofVirtual().unstarted(() -> {});
  private @Nullable AutoCloseable registration;

  RunSpans(Tracer tracer, Stores stores) {
    this.tracer = tracer;
    this.stores = stores;
  }

  void start() {
    registration = stores.events().onAppended(changed::add);
    worker = Thread.ofVirtual().name("run spans").start(this::work);
  }

  private void work() {
    try {
      while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        lookAtChanged();
      }
      lookAtChanged();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtChanged() {
    for (String runId : List.copyOf(changed)) {
      changed.remove(runId);
      try {
        stores.runs().find(runId).filter(run -> run.state().isTerminal()).ifPresent(this::send);
      } catch (PipelinesException exception) {
        LOGGER.atWarn().addKeyValue("runId", runId).log("tracing: {}", exception.getMessage());
      }
    }
  }

  private void send(Run run) {
    Span root =
        ScopedValue.where(RunTraceIds.GIVEN, RunTraceIds.ofRun(run.id())).call(() -> begin(run));
    Instant end = run.finishedAt() == null ? run.creation().createdAt() : run.finishedAt();
    Map<String, Span> spans = new HashMap<>();
    spans.put(run.creation().rootTaskId(), root);
    stores.tasks().list(run.id()).stream()
        .filter(task -> task.parentId() != null)
        .limit(MAX_TASKS)
        .forEach(task -> spans.put(task.id(), sendTask(task, spans, root, end)));
    if (run.state() != RunState.SUCCEEDED) {
      root.setStatus(StatusCode.ERROR, run.failure() == null ? "" : run.failure().code().name());
    }
    root.end(end);
  }

  private Span begin(Run run) {
    return tracer
        .spanBuilder("run " + run.creation().pipelineName())
        .setNoParent()
        .setStartTimestamp(run.creation().createdAt())
        .setAttribute("pitwheel.run.id", run.id())
        .setAttribute("pitwheel.pipeline", run.creation().pipelineName())
        .setAttribute("pitwheel.run.state", run.state().name())
        .startSpan();
  }

  private Span sendTask(Task task, Map<String, Span> spans, Span root, Instant latest) {
    Span parent = spans.getOrDefault(String.valueOf(task.parentId()), root);
    Span span =
        tracer
            .spanBuilder("task " + task.reference().path().slashed())
            .setParent(Context.root().with(parent))
            .setStartTimestamp(task.createdAt())
            .setAttribute("pitwheel.run.id", task.reference().runId())
            .setAttribute("pitwheel.task.id", task.id())
            .setAttribute("pitwheel.task.path", task.reference().path().slashed())
            .setAttribute("pitwheel.task.iteration", task.reference().iteration().toString())
            .setAttribute("pitwheel.task.state", task.state().name())
            .setAttribute("pitwheel.task.attempt", task.attempt())
            .startSpan();
    if (task.state() == TaskState.FAILED) {
      span.setStatus(StatusCode.ERROR, task.failure() == null ? "" : task.failure().code().name());
    }
    span.end(task.endedAt() == null ? latest : task.endedAt());
    return span;
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      if (registration != null) {
        registration.close();
      }
      worker.join();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } catch (Exception exception) {
      throw new IllegalStateException("leaving the event log", exception);
    }
  }
}
