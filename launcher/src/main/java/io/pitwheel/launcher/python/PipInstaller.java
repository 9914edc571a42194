package io.pitwheel.launcher.python;

import io.pitwheel.launcher.log.LogSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes an environment with what comes with Python: slow, and always there. */
final class PipInstaller {
  /** Makes the environment, each install as the component wrote it. */
  void install(Path environment, EnvironmentRequest request, InstallCommands commands, LogSink log)
      throws InterruptedException {
    String base = request.interpreter().executable().toString();
    new InstallStep(
            "making a virtual environment",
            List.of(base, "-m", "venv", environment.toString()),
            Map.of())
        .run(commands, log);
    for (PackageInstall install : request.installs()) {
      var arguments =
          new ArrayList<>(
              List.of(environment.resolve("bin/python3").toString(), "-m", "pip", "install"));
      arguments.addAll(List.of("--quiet", "--no-warn-script-location"));
      arguments.addAll(install.options());
      if (!install.withDependencies()) {
        arguments.add("--no-deps");
      }
      arguments.addAll(install.requirements());
      new InstallStep(
              "installing " + String.join(", ", install.requirements()),
              arguments,
              Map.of("PIP_DISABLE_PIP_VERSION_CHECK", "1"))
          .run(commands, log);
    }
  }
}
