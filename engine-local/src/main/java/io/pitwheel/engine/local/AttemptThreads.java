package io.pitwheel.engine.local;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Runs the attempts of one run, each in a virtual thread, as many at once as there are slots. */
final class AttemptThreads {
  private final TaskLauncher launcher;
  private final Semaphore sharedSlots;
  private final Semaphore ownSlots;
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  /**
   * @param sharedSlots of the whole engine
   * @param ownSlots of the run
   */
  AttemptThreads(TaskLauncher launcher, Semaphore sharedSlots, Semaphore ownSlots) {
    this.launcher = launcher;
    this.sharedSlots = sharedSlots;
    this.ownSlots = ownSlots;
  }

  /** Begins an attempt; the consumer is told its result, on another thread, exactly once. */
  void begin(LaunchInstruction instruction, Consumer<LaunchResult> whenEnded) {
    Thread thread =
        Thread.ofVirtual()
            .name("attempt " + instruction.mark())
            .unstarted(() -> {
              LaunchResult result = launchInSlot(instruction);
              threads.remove(instruction.taskId());
              whenEnded.accept(result);
            });
    threads.put(instruction.taskId(), thread);
    thread.start();
  }

  /** Ends every attempt; each still tells its result. */
  void stopAll() {
    threads.values().forEach(Thread::interrupt);
  }

  /** Ends every attempt and waits until the commands are gone. */
  void stopAndAwaitAll() throws InterruptedException {
    List<Thread> stopping = List.copyOf(threads.values());
    stopping.forEach(Thread::interrupt);
    for (Thread thread : stopping) {
      thread.join();
    }
  }

  private LaunchResult launchInSlot(LaunchInstruction instruction) {
    try {
      ownSlots.acquire();
    } catch (InterruptedException exception) {
      return stopped();
    }
    try {
      sharedSlots.acquire();
    } catch (InterruptedException exception) {
      ownSlots.release();
      return stopped();
    }
    try {
      return launcher.launch(instruction);
    } catch (RuntimeException exception) {
      System.getLogger(AttemptThreads.class.getName())
          .log(System.Logger.Level.ERROR, "launching " + instruction.mark(), exception);
      return new LaunchResult.Failed(
          new TaskFailure(
              ErrorCode.INTERNAL,
              "launching " + instruction.mark() + ": " + exception,
              instruction.reference().path().documentPath()),
          null,
          false,
          List.of());
    } finally {
      sharedSlots.release();
      ownSlots.release();
    }
  }

  private static LaunchResult stopped() {
    return new LaunchResult.Stopped(List.of());
  }
}
