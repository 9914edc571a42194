package io.pitwheel.launcher;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/** The container runner with the engine of this machine; skipped, in words, where none answers. */
class RealContainerRunnerTest extends TaskRunnerContract {
  /** Any image with a shell. */
  private static final String IMAGE =
      Optional.ofNullable(System.getenv("PITWHEEL_TEST_IMAGE")).orElse("busybox:1.36");

  @BeforeAll
  static void requireAnEngine() throws InterruptedException {
    boolean isThere = answers("docker") || answers("podman");
    if (!isThere) {
      System.out.println("RealContainerRunnerTest: skipped, neither docker nor podman answers");
    }
    assumeTrue(isThere, "neither docker nor podman answers");
  }

  @Override
  InstructionBuilder script(String script) {
    return shell(script).image(IMAGE).runner("container");
  }

  @Override
  String placeOf(String mountPath) {
    return mountPath;
  }

  private static boolean answers(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(program, "info"))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException exception) {
      // It is not installed.
      return false;
    }
  }
}
