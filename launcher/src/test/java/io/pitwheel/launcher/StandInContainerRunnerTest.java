package io.pitwheel.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The container runner with a script in place of the engine's client. */
class StandInContainerRunnerTest extends TaskRunnerContract {
  @TempDir Path programs;

  @BeforeEach
  void standInForDocker() throws IOException {
    try (InputStream script = getClass().getResourceAsStream("standing-in-for-docker.sh")) {
      Files.copy(script, programs.resolve("docker"));
    }
    programs.resolve("docker").toFile().setExecutable(true);
    launcher.close();
    launcher = launcher(Map.of("PATH", programs + ":/usr/bin:/bin"));
  }

  @Override
  InstructionBuilder script(String script) {
    return shell(script).image("tools:1").runner("container");
  }

  @Override
  String placeOf(String mountPath) {
    return mountPath;
  }
}
