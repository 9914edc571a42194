package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Environments of this machine: one for each exact list of packages, made once. */
public final class CachedEnvironments implements ComponentPackages {
  private final CommandRunner runner;
  private final Path folder;
  private final Map<String, String> hostEnvironment;
  private final InterpreterProbe interpreters = new InterpreterProbe();
  private final EnvironmentCache environments;

  /**
   * @param folder where environments are kept
   * @param hostEnvironment what installers see of the host's
   */
  public CachedEnvironments(
      CommandRunner runner, Path folder, Map<String, String> hostEnvironment) {
    this.runner = runner;
    this.folder = folder;
    this.hostEnvironment = Map.copyOf(hostEnvironment);
    this.environments =
        new EnvironmentCache(folder, new EnvironmentBuilder(new UvTool(folder.resolve("tools"))));
  }

  @Override
  public boolean areOfTheImage() {
    return false;
  }

  @Override
  public Optional<Map<String, String>> provide(
      List<PackageInstall> installs, Map<String, String> environment, LogSink log)
      throws InterruptedException {
    try {
      Files.createDirectories(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "making the folder of Python environments", exception);
    }
    var installerEnvironment = new TreeMap<>(hostEnvironment);
    environment.forEach((name, value) -> {
      if (name.equals("PITWHEEL_TASK")) {
        installerEnvironment.put(name, value);
      }
    });
    var commands = new InstallCommands(runner, folder, installerEnvironment);
    String searchPath = environment.getOrDefault("PATH", "");
    PythonInterpreter interpreter = interpreters.probe(searchPath, commands);
    Path provided =
        environments.provide(new EnvironmentRequest(interpreter, installs), commands, log);
    return Optional.of(
        Map.of(
            "VIRTUAL_ENV",
            provided.toString(),
            "PATH",
            provided.resolve("bin") + ":" + searchPath));
  }
}
