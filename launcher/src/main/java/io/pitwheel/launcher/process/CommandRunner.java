package io.pitwheel.launcher.process;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands to their end, and what they started with them. Each leads a session of its own
 * where the host has {@code setsid}. Safe for many threads.
 */
public final class CommandRunner {
  private static final int CHUNK_BYTES = 64 * 1024;

  /** How long the output may stay open after the command and its session have ended. */
  private static final Duration OUTPUT_PATIENCE = Duration.ofMillis(250);

  /** How long we go on reading after that: the disk may be slow. */
  private static final Duration LAST_OUTPUT_PATIENCE = Duration.ofSeconds(10);

  private final Duration grace;
  private final OrphanProcesses orphans;
  private final List<String> sessionStarter;

  /**
   * @param grace between asking a command to end and ending it
   * @param searchPath where {@code setsid} is looked for
   */
  public CommandRunner(Duration grace, OrphanProcesses orphans, String searchPath) {
    this.grace = grace;
    this.orphans = orphans;
    this.sessionStarter =
        ProgramSearch.find("setsid", searchPath, Path.of("/"))
            .map(program -> List.of(program.toString(), "--"))
            .orElse(List.of());
  }

  /**
   * Blocks until the command has ended; both of its outputs go to the sink as they come.
   *
   * @throws PipelinesException when it cannot be started
   * @throws InterruptedException after the command was ended because this thread was interrupted
   */
  public CommandEnd run(CommandRequest request, LogSink sink) throws InterruptedException {
    Process process = start(request);
    ProcessFamily family =
        sessionStarter.isEmpty()
            ? new ProcessFamily.Descendants(process.toHandle())
            : new ProcessFamily.Session(process.pid());
    Thread listener =
        Thread.ofVirtual().name("output-of-" + process.pid()).start(() -> listen(process, sink));
    try {
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

  private Process start(CommandRequest request) {
    ArgumentLimits.require(request.arguments(), request.environment());
    var arguments = new ArrayList<>(sessionStarter);
    arguments.addAll(request.arguments());
    var builder =
        new ProcessBuilder(arguments)
            .directory(request.folder().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(request.environment());
    try {
      return builder.start();
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
  private void finishListening(Process process, Thread listener, CommandRequest request) {
    boolean wasInterrupted = false;
    try {
      if (!listener.join(OUTPUT_PATIENCE)) {
        request.mark().ifPresent(mark -> orphans.endAttempts(Set.of(mark)));
        if (!listener.join(LAST_OUTPUT_PATIENCE)) {
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
}
