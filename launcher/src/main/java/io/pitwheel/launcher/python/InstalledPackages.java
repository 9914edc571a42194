package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.log.TailBuffer;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRequest;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.ProgramSearch;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packages of the image that a command runs in. What is there already, with all that it needs,
 * is not installed again; the rest is left to the component's own {@code pip}.
 */
public final class InstalledPackages implements ComponentPackages {
  private static final String QUESTION = "installed_packages.py";
  private static final int MAX_ANSWER_BYTES = 2 * 1024;

  private final CommandRunner runner;
  private final Path folder;

  /**
   * @param folder where the command runs: Python finds modules there, too
   */
  public InstalledPackages(CommandRunner runner, Path folder) {
    this.runner = runner;
    this.folder = folder;
  }

  @Override
  public boolean areOfTheImage() {
    return true;
  }

  @Override
  public Optional<Map<String, String>> provide(
      List<PackageInstall> installs, Map<String, String> environment, LogSink log)
      throws InterruptedException {
    Optional<Path> python =
        ProgramSearch.find(
            "python3", environment.getOrDefault("PATH", ProgramSearch.DEFAULT_PATH), folder);
    return python.isPresent() && hasAll(python.get(), installs, environment)
        ? Optional.of(Map.of())
        : Optional.empty();
  }

  private boolean hasAll(
      Path python, List<PackageInstall> installs, Map<String, String> environment)
      throws InterruptedException {
    var command = new ArrayList<>(List.of(python.toString(), "-c", question()));
    for (PackageInstall install : installs) {
      command.add(
          JsonWriter.write(
              JsonValue.listOf(
                  List.of(
                      JsonValue.of(install.withDependencies()),
                      JsonValue.listOf(
                          install.requirements().stream().map(JsonValue::of).toList())))));
    }
    // Whatever Python has to say against the question: then pip is asked, which says it better.
    return runner
        .run(
            new CommandRequest(command, folder, environment, null),
            new TailBuffer(MAX_ANSWER_BYTES))
        .equals(new CommandEnd.Exited(0));
  }

  private static String question() {
    try (InputStream program = InstalledPackages.class.getResourceAsStream(QUESTION)) {
      if (program == null) {
        throw new IllegalStateException(QUESTION + " is not beside its class");
      }
      return new String(program.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
