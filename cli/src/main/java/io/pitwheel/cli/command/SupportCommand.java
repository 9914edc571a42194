package io.pitwheel.cli.command;

import io.pitwheel.cli.connection.ServerSession;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code support RUN}: everything about a run in one file, for who is asked for help. */
@Command(
    name = "support",
    description = "Write everything about a run into one archive, with secrets masked.",
    mixinStandardHelpOptions = true)
public final class SupportCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(index = "0", paramLabel = "RUN", description = "The id of the run.")
  private String runId = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The archive; it must not exist. Default: pitwheel-support-RUN.zip, here.")
  private @Nullable Path output;

  @Mixin private ServerOptions serverOptions = new ServerOptions();

  public SupportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    var surroundings = context.surroundings();
    Path file = fileOf(runId, output).toAbsolutePath().normalize();
    if (Files.exists(file)) {
      throw exists(file);
    }
    try (var session =
        new ServerSession(serverOptions.choice(context), context.servers(), surroundings.clock())) {
      save(session, file);
    }
    surroundings.output().println(file);
    surroundings
        .errors()
        .println("secrets are masked; what commands printed is in it: look through it first");
    return ExitStatus.SUCCEEDED.number();
  }

  private static Path fileOf(String runId, @Nullable Path chosen) {
    if (chosen != null) {
      return chosen;
    }
    try {
      return Path.of("pitwheel-support-%s.zip".formatted(runId.replace('/', '_')));
    } catch (InvalidPathException _) {
      // No run has such an id; the server says so.
      return Path.of("pitwheel-support.zip");
    }
  }

  /** A part of it would look like all of it, so none stays. */
  private void save(ServerSession session, Path file) {
    String tried = "writing what is known of run %s to %s".formatted(runId, file);
    try (InputStream archive = session.client().support(runId)) {
      Files.copy(archive, file);
    } catch (FileAlreadyExistsException _) {
      throw exists(file);
    } catch (IOException exception) {
      remove(file);
      throw CommandFailure.trouble("%s: %s".formatted(tried, exception), exception);
    }
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static CommandFailure exists(Path file) {
    return CommandFailure.refused(
        "writing an archive to %s: there is something already (expected: a name that is free, by -o)"
            .formatted(file));
  }
}
