package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Makes an environment with uv, asked to do what pip would. */
final class UvInstaller {
  private final String program;

  UvInstaller(Path program) {
    this.program = program.toString();
  }

  /** Makes the environment; its modules are compiled now, so that no task does it. */
  void install(Path environment, EnvironmentRequest request, InstallCommands commands, LogSink log)
      throws InterruptedException {
    String base = request.interpreter().executable().toString();
    Map<String, String> variables =
        PipConfiguration.read(base, commands).uvVariables(commands.environment());
    new InstallStep(
            "making a virtual environment",
            List.of(
                program,
                "venv",
                "--quiet",
                "--no-project",
                "--python",
                base,
                environment.toString()),
            variables)
        .run(commands, log);
    for (PackageInstall install : request.installs()) {
      new InstallStep(
              "installing " + String.join(", ", install.requirements()),
              arguments(environment, install),
              variables)
          .run(commands, log);
    }
  }

  private List<String> arguments(Path environment, PackageInstall install) {
    var arguments =
        new ArrayList<>(List.of(program, "pip", "install", "--quiet", "--compile-bytecode"));
    arguments.addAll(List.of("--python", environment.resolve("bin/python3").toString()));
    // pip takes the best version of all indexes, uv by default the first index that has any.
    arguments.addAll(List.of("--index-strategy", "unsafe-best-match"));
    arguments.addAll(sources(install.options()));
    if (!install.withDependencies()) {
      arguments.add("--no-deps");
    }
    arguments.addAll(install.requirements());
    return arguments;
  }

  // The SDK gives the whole index as trusted host, which pip takes for a host of another name.
  private static List<String> sources(List<String> options) {
    var sources = new ArrayList<String>();
    for (Iterator<String> rest = options.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      String value = rest.next();
      if (!option.equals("--trusted-host")) {
        sources.addAll(List.of(option, value));
      } else if (!value.contains("/")) {
        sources.addAll(List.of("--allow-insecure-host", value));
      }
    }
    return sources;
  }
}
