package io.pitwheel.engine.local;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Runs the attempts of one run, each in a virtual thread, as many at once as it has slots. */
final class AttemptThreads {
  private static final System.Logger LOGGER = System.getLogger(AttemptThreads.class.getName());

  private final TaskLauncher launcher;
  private final Semaphore slots;
  private final Map<String, Thread> threads = new ConcurrentHashMap<>();

  /**
   * @param slots those of the engine, or those that the run asked for
   */
  AttemptThreads(TaskLauncher launcher, Semaphore slots) {
    this.launcher = launcher;
    this.slots = slots;
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
      slots.acquire();
    } catch (InterruptedException exception) {
      // The wish to stop, which this answers; the thread has nothing else to do.
      return new LaunchResult.Stopped(List.of());
    }
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
