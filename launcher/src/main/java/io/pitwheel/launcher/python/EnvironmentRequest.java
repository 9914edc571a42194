package io.pitwheel.launcher.python;

import io.pitwheel.value.TextDigest;
import java.util.List;
import java.util.stream.Collectors;

/** What an environment must have: the same request is the same environment. */
record EnvironmentRequest(PythonInterpreter interpreter, List<PackageInstall> installs) {
  private static final int KEY_LENGTH = 32;

  /** Changes when environments are made in another way, so that old ones are not used again. */
  private static final String RECIPE = "1";

  EnvironmentRequest {
    installs = List.copyOf(installs);
  }

  /** The name of the environment's folder. */
  String key() {
    String canonical =
        RECIPE
            + "\2"
            + interpreter.executable()
            + "\2"
            + interpreter.version()
            + "\2"
            + installs.stream().map(PackageInstall::canonical).collect(Collectors.joining("\2"));
    return TextDigest.sha256(canonical).substring(0, KEY_LENGTH);
  }

  /** For people: the packages. */
  String packages() {
    return installs.stream()
        .flatMap(install -> install.requirements().stream())
        .collect(Collectors.joining(", "));
  }
}
