package io.pitwheel.engine.local;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Runs the attempts of one run, each in a virtual thread, as many at once as it has slots. */
final class AttemptThreads {
  private static final System.Logger LOGGER = System.getLogger(AttemptThreads.class.getName());

  private final TaskLauncher launcher;
  private final Semaphore slots;
  private final InstantSource clock;
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  /**
   * @param slots those of the engine, or those that the run asked for
   */
  AttemptThreads(TaskLauncher launcher, Semaphore slots, InstantSource clock) {
    this.launcher = launcher;
    this.slots = slots;
    this.clock = clock;
  }

  /** Hears of the end of an attempt. */
  @FunctionalInterface
  interface EndListener {
    /**
     * @param begunAt when it had its slot; null when it never did
     */
    void ended(@Nullable Instant begunAt, LaunchResult result);
  }

  /** Begins an attempt; the listener is told its end, on another thread, exactly once. */
  void begin(LaunchInstruction instruction, EndListener listener) {
    Thread thread =
        Thread.ofVirtual()
            .name("attempt " + instruction.mark())
            .unstarted(() -> {
              Instant begunAt = awaitSlot();
              LaunchResult result =
                  begunAt == null ? new LaunchResult.Stopped(List.of()) : launch(instruction);
              threads.remove(instruction.taskId());
              listener.ended(begunAt, result);
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

  /** When the attempt has its slot; null when it is to stop instead. */
  private @Nullable Instant awaitSlot() {
    try {
      slots.acquire();
      return clock.instant();
    } catch (InterruptedException exception) {
      // The wish to stop, which this answers; the thread has nothing else to do.
      return null;
    }
  }

  /** Gives the slot back. */
  private LaunchResult launch(LaunchInstruction instruction) {
    // Of which run, task and attempt this is, the log knows by the name of the thread.
    String path = instruction.reference().path().slashed();
    LOGGER.log(Level.DEBUG, () -> "launching " + path);
    try {
      LaunchResult result = launcher.launch(instruction);
      LOGGER.log(Level.DEBUG, () -> path + " " + endOf(result));
      return result;
    } catch (RuntimeException exception) {
      LOGGER.log(Level.ERROR, "launching " + instruction.mark(), exception);
      return new LaunchResult.Failed(
          new TaskFailure(
              ErrorCode.INTERNAL,
              "launching " + instruction.mark() + ": " + exception,
              instruction.reference().path().documentPath()),
          null,
          false,
          List.of());
    } finally {
      slots.release();
    }
  }

  private static String endOf(LaunchResult result) {
    return switch (result) {
      case LaunchResult.Succeeded _ -> "succeeded";
      case LaunchResult.Failed(var failure, _, _, _) -> "failed: " + failure.code();
      case LaunchResult.Stopped _ -> "was stopped";
    };
  }
}
