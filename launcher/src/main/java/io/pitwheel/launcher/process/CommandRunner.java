package io.pitwheel.launcher.process;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs commands to their end, and what they started with them. Each leads a session of its own
 * where the host can make one. Safe for many threads.
 */
public final class CommandRunner {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** How long the output may stay open after the command and its session have ended. */
  private static final Duration OUTPUT_PATIENCE = Duration.ofMillis(250);

  /** How long we go on reading after that: the disk may be slow. */
  private static final Duration LAST_OUTPUT_PATIENCE = Duration.ofSeconds(10);

  private final Duration grace;
  private final OrphanProcesses orphans;
  private final BuilderStarter builderStarter;

  /**
   * Threads of the system's, since each is in a call of the system for all of a command's life:
   * virtual ones would keep from running what has to be done meanwhile.
   */
  private final Executor threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("command-", 0).factory());

  private final SpawnStarter spawnStarter = new SpawnStarter(threads);

  /**
   * @param grace between asking a command to end and ending it
   * @param searchPath where {@code setsid} is looked for, if that is needed
   */
  public CommandRunner(Duration grace, OrphanProcesses orphans, String searchPath) {
    this.grace = grace;
    this.orphans = orphans;
    this.builderStarter = new BuilderStarter(searchPath);
  }

  /**
   * Blocks until the command has ended; both of its outputs go to the sink as they come.
   *
   * @throws PipelinesException when it cannot be started
   * @throws InterruptedException after the command was ended because this thread was interrupted
   */
  public CommandEnd run(CommandRequest request, LogSink sink) throws InterruptedException {
    CommandStarter starter = starter();
    Process process = start(starter, request);
    ProcessFamily family = starter.familyOf(process);
    FutureTask<Void> listener = new FutureTask<>(() -> listen(process, sink), null);
    try {
      begin(listener, process, family);
      return await(process, request, family);
    } catch (InterruptedException exception) {
      end(process, family);
      throw exception;
    } finally {
      family.kill();
      finishListening(process, listener, request);
    }
  }

  private CommandEnd await(Process process, CommandRequest request, ProcessFamily family)
      throws InterruptedException {
    if (request.timeout() == null) {
      return new CommandEnd.Exited(process.waitFor());
    }
    if (process.waitFor(request.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
      return new CommandEnd.Exited(process.exitValue());
    }
    end(process, family);
    return new CommandEnd.TimedOut();
  }

  private void end(Process process, ProcessFamily family) {
    family.terminate();
    try {
      if (process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      // Whoever asks twice wants it now. The interrupt has done its work.
    }
    family.kill();
    process.destroyForcibly();
  }

  // A command nobody hears is ended: its output would fill up and it would wait for ever.
  private void begin(FutureTask<Void> listener, Process process, ProcessFamily family) {
    try {
      threads.execute(listener);
    } catch (RejectedExecutionException | OutOfMemoryError error) {
      family.kill();
      process.destroyForcibly();
      listener.run();
      throw new PipelinesException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "listening to process %d: %s".formatted(process.pid(), error.getMessage()),
          error);
    }
  }

  // Looked up with the first command and not with the server, which may never need it.
  private CommandStarter starter() {
    return SpawnStarter.isPossible() ? spawnStarter : builderStarter;
  }

  private static Process start(CommandStarter starter, CommandRequest request) {
    ArgumentLimits.require(request.arguments(), request.environment());
    try {
      return starter.start(request);
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.RESOURCE_EXHAUSTED,
          "starting \"%s\" in %s: %s"
              .formatted(request.program(), request.folder(), firstLine(exception)),
          exception);
    }
  }

  // The JDK adds advice about itself in further lines.
  private static String firstLine(IOException exception) {
    return String.valueOf(exception.getMessage()).lines().findFirst().orElse("");
  }

  private static void listen(Process process, LogSink sink) {
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream output = process.getInputStream()) {
      for (int length = output.read(chunk); length >= 0; length = output.read(chunk)) {
        sink.append(chunk, length);
      }
    } catch (IOException _) {
      // The stream was closed below, because somebody keeps it open who is not ours any more.
    }
  }

  // An open output after the end means that a process has left the session and lives on.
  private void finishListening(Process process, FutureTask<Void> listener, CommandRequest request) {
    boolean wasInterrupted = false;
    try {
      if (!hasEnded(listener, OUTPUT_PATIENCE)) {
        request.mark().ifPresent(mark -> orphans.endAttempts(Set.of(mark)));
        if (!hasEnded(listener, LAST_OUTPUT_PATIENCE)) {
          process.getInputStream().close();
        }
      }
    } catch (InterruptedException _) {
      wasInterrupted = true;
    } catch (IOException _) {
      // It was closed already.
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean hasEnded(FutureTask<Void> listener, Duration patience)
      throws InterruptedException {
    try {
      listener.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (ExecutionException exception) {
      throw new IllegalStateException("listening to a command", exception.getCause());
    }
  }
}
