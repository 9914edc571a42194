package io.pitwheel.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attempts that wait for a slot. */
@Timeout(60)
final class AttemptThreadsTest {
  private static final Instant START = Instant.parse("2026-11-28T20:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Semaphore slots = new Semaphore(0);
  private final AttemptThreads threads =
      new AttemptThreads(new ScriptedLauncher(_ -> 0, 1, Map.of()), slots, now::get);

  private record End(@Nullable Instant begunAt, LaunchResult result) {}

  @Test
  void tellWhenTheyHadTheirSlot() {
    CompletableFuture<End> end = beginAndAwaitTurn();
    now.set(START.plusSeconds(5));

    slots.release();

    assertThat(end.join().begunAt()).isEqualTo(START.plusSeconds(5));
    assertThat(end.join().result()).isInstanceOf(Succeeded.class);
  }

  @Test
  void neverBeganWhenTheyAreStoppedBefore() {
    CompletableFuture<End> end = beginAndAwaitTurn();

    threads.stopAll();

    assertThat(end.join().begunAt()).isNull();
    assertThat(end.join().result()).isInstanceOf(Stopped.class);
  }

  private CompletableFuture<End> beginAndAwaitTurn() {
    var end = new CompletableFuture<End>();
    threads.begin(instruction(), (begunAt, result) -> end.complete(new End(begunAt, result)));
    while (!slots.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    return end;
  }

  private static LaunchInstruction instruction() {
    return new LaunchInstruction(
        "task",
        new TaskReference("run", new ScopePath(List.of("work")), IterationVector.NONE),
        1,
        1,
        new ContainerExecutor(
            "none", List.of("true"), List.of(), Map.of(), ContainerResources.NONE),
        ComponentInterface.EMPTY,
        TaskValues.NONE,
        Map.of(),
        "/out/1",
        Map.of(),
        Map.of(),
        "",
        "process",
        null,
        TaskPlatform.NOTHING);
  }
}
