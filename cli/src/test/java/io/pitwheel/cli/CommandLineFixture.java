package io.pitwheel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.cli.command.CommandContext;
import io.pitwheel.cli.connection.EmbeddedServers;
import io.pitwheel.cli.connection.SettingsFiles;
import io.pitwheel.cli.surroundings.Interruptions;
import io.pitwheel.cli.surroundings.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program with a fake server around it and everything it prints kept. */
public final class CommandLineFixture {
  /** Every clock of a test stands here. */
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:10Z");

  public final FakeServer server;
  public final Path folder;
  public final Interruptions interruptions = new Interruptions();
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private Map<String, String> environment = Map.of();
  private @Nullable InputStream answers;
  private EmbeddedServers servers =
      start -> {
        throw new AssertionError("no server is to be started");
      };

  private SettingsFiles settingsFiles =
      file -> {
        throw new AssertionError("no settings file is to be read");
      };

  public CommandLineFixture(FakeServer server, Path folder) {
    this.server = server;
    this.folder = folder;
  }

  public CommandLineFixture environment(Map<String, String> variables) {
    environment = variables;
    return this;
  }

  /** Somebody sits there and types this when asked. */
  public CommandLineFixture typing(String text) {
    answers = new ByteArrayInputStream(text.getBytes(UTF_8));
    return this;
  }

  public CommandLineFixture servers(EmbeddedServers other) {
    servers = other;
    return this;
  }

  public CommandLineFixture settingsFiles(SettingsFiles other) {
    settingsFiles = other;
    return this;
  }

  /** A file in the folder of the test. */
  public Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Runs the program as a shell would; answers its exit code. */
  public int run(String... words) {
    var surroundings =
        new Surroundings(
            new PrintStream(output, true, UTF_8),
            new PrintStream(errors, true, UTF_8),
            environment,
            InstantSource.fixed(NOW),
            null,
            answers);
    return new CommandLineProgram(
            new CommandContext(surroundings, servers, settingsFiles, interruptions), List.of())
        .run(words);
  }

  /** Runs a verb against the fake server. */
  public int ask(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--server";
    all[words.length + 1] = server.address().toString();
    return run(all);
  }

  /** Something else than the program says something. */
  public void print(String line) {
    output.writeBytes((line + "\n").getBytes(UTF_8));
  }

  public String output() {
    return output.toString(UTF_8);
  }

  public String errors() {
    return errors.toString(UTF_8);
  }
}
