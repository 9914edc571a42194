package io.pitwheel.engine.local;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.task.TaskValues;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * Ends every attempt at once, as a script says, until its plug is pulled: from then on attempts
 * hang, as they do for a server that is killed in the middle of them.
 */
final class ScriptedLauncher implements TaskLauncher {
  private final ToIntFunction<String> failuresBeforeSuccess;
  private final Map<String, AtomicInteger> launches = new ConcurrentHashMap<>();
  private final AtomicInteger launchesLeft;
  private final CountDownLatch pulled = new CountDownLatch(1);

  /**
   * @param failuresBeforeSuccess how many attempts of {@code path[vector]} fail
   * @param launchesLeft after so many launches the plug is pulled
   * @param alreadyLaunched attempts of earlier servers that came to an end
   */
  ScriptedLauncher(
      ToIntFunction<String> failuresBeforeSuccess,
      int launchesLeft,
      Map<String, Integer> alreadyLaunched) {
    this.failuresBeforeSuccess = failuresBeforeSuccess;
    this.launchesLeft = new AtomicInteger(launchesLeft);
    alreadyLaunched.forEach((name, count) -> launches.put(name, new AtomicInteger(count)));
  }

  static String nameOf(LaunchInstruction instruction) {
    return instruction.reference().path().slashed()
        + "["
        + instruction.reference().iteration().text()
        + "]";
  }

  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    if (launchesLeft.getAndDecrement() <= 0) {
      pulled.countDown();
      return hang();
    }
    String name = nameOf(instruction);
    int count = launches.computeIfAbsent(name, _ -> new AtomicInteger()).incrementAndGet();
    return count > failuresBeforeSuccess.applyAsInt(name)
        ? new LaunchResult.Succeeded(TaskValues.NONE, List.of())
        : new LaunchResult.Failed(
            new TaskFailure(ErrorCode.UNKNOWN, "scripted failure " + count, ""),
            1,
            true,
            List.of());
  }

  @Override
  public void stop(String taskId) {
    throw new UnsupportedOperationException("the engine interrupts instead");
  }

  /** Done when an attempt hangs. */
  CountDownLatch pulled() {
    return pulled;
  }

  /** How often each task was launched to an end. */
  Map<String, Integer> launches() {
    var counts = new java.util.TreeMap<String, Integer>();
    launches.forEach((name, count) -> counts.put(name, count.get()));
    return counts;
  }

  private static LaunchResult hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
    return new LaunchResult.Stopped(List.of());
  }
}
