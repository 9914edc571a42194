package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.ArgumentLimits;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Turns the command of a compiled Python component into a shorter one that does the same: packages
 * come from a cached environment instead of being installed, and the program is started without the
 * shells around it. Every other command stays as it is. Safe for many threads.
 */
public final class PythonPlanner {
  /** Starts a module with arguments from a file, for those too long for a command line. */
  private static final String ARGUMENT_FILE_STARTER =
      """
      import json, runpy, sys
      module, arguments = sys.argv[1], sys.argv[2]
      with open(arguments, encoding="utf-8") as file:
          sys.argv = [module] + json.load(file)
      runpy.run_module(module, run_name="__main__", alter_sys=True)
      """;

  private final ComponentPackages packages;

  /**
   * @param packages where components get what they ask for
   */
  public PythonPlanner(ComponentPackages packages) {
    this.packages = packages;
  }

  /**
   * The command to start, after its environment has been made if need be.
   *
   * @param resolved placeholders filled
   * @param environment what the command is to see
   * @param sdkVersion replaces the SDK's version among the packages; empty for none
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION without a fitting Python,
   *     UNAVAILABLE when packages cannot be installed
   */
  public ProcessPlan plan(
      List<String> resolved,
      Map<String, String> environment,
      String sdkVersion,
      Path workFolder,
      LogSink log)
      throws InterruptedException {
    var warnings = new ArrayList<String>();
    var variables = new TreeMap<>(environment);
    List<String> command = resolved;
    Optional<InstallPrologue> prologue = InstallPrologue.read(resolved);
    List<PackageInstall> installs =
        prologue
            .map(found -> withSdk(found, sdkVersion, warnings))
            .orElseGet(() -> sdkOfImage(resolved, sdkVersion, warnings));
    if (!installs.isEmpty()) {
      Optional<Map<String, String>> provided = packages.provide(installs, environment, log);
      if (provided.isEmpty()) {
        warnOfOtherSdk(sdkVersion, warnings);
        return new ProcessPlan(resolved, environment, warnings);
      }
      variables.putAll(provided.get());
    }
    if (prologue.isPresent()) {
      command = prologue.get().command();
    }
    Optional<ModuleProgram> program = ModuleProgram.read(command);
    if (program.isPresent()) {
      variables.putAll(program.get().environment());
      command = start(program.get(), workFolder);
    }
    return new ProcessPlan(command, variables, warnings);
  }

  /** The programs that a command needs on this host, as far as it shows. */
  public static List<String> programs(List<String> command) {
    if (command.isEmpty()) {
      return List.of();
    }
    Optional<InstallPrologue> prologue = InstallPrologue.read(command);
    boolean needsPython =
        prologue.isPresent()
            || ModuleProgram.read(prologue.map(InstallPrologue::command).orElse(command))
                .isPresent();
    return needsPython ? List.of("python3") : List.of(command.getFirst());
  }

  private static List<PackageInstall> withSdk(
      InstallPrologue prologue, String sdkVersion, List<String> warnings) {
    return sdkVersion.isEmpty()
        ? prologue.installs()
        : prologue.installs().stream()
            .map(install -> install.withSdk(sdkVersion, warnings))
            .toList();
  }

  private static void warnOfOtherSdk(String sdkVersion, List<String> warnings) {
    if (!sdkVersion.isEmpty()) {
      warnings.add(
          "kfp %s, which the run asks for, is not in the image: the component installs what it names itself"
              .formatted(sdkVersion));
    }
  }

  /** A component that installs nothing has the SDK in its image, which no process on a host has. */
  private List<PackageInstall> sdkOfImage(
      List<String> command, String sdkVersion, List<String> warnings) {
    if (packages.areOfTheImage() || sdkVersion.isEmpty() || ModuleProgram.read(command).isEmpty()) {
      return List.of();
    }
    warnings.add(
        "the component expects the SDK in its image; kfp %s was provided instead"
            .formatted(sdkVersion));
    return List.of(new PackageInstall(List.of("kfp==" + sdkVersion), List.of(), false));
  }

  private static List<String> start(ModuleProgram program, Path workFolder) {
    Path file = write(workFolder.resolve("ephemeral_component.py"), program.text());
    var command = new ArrayList<>(List.of("python3", "-m", program.module()));
    var arguments = new ArrayList<>(List.of("--component_module_path", file.toString()));
    arguments.addAll(program.arguments());
    if (ArgumentLimits.fit(arguments)) {
      command.addAll(arguments);
      return command;
    }
    JsonValue list = JsonValue.listOf(arguments.stream().map(JsonValue::of).toList());
    Path argumentFile = write(workFolder.resolve("arguments.json"), JsonWriter.write(list));
    return List.of(
        "python3", "-c", ARGUMENT_FILE_STARTER, program.module(), argumentFile.toString());
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "writing the component's program", exception);
    }
  }
}
