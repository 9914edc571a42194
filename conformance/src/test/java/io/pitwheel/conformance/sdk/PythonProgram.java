package io.pitwheel.conformance.sdk;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Needed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Programs of {@code conformance/python}, run with the stock SDK. */
final class PythonProgram {
  private static final String FOLDER = "conformance/python/";
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final Pattern COUNT = Pattern.compile("Ran (\\d+) tests? in ([\\d.]+)s");

  private PythonProgram() {}

  /**
   * Runs a program of unit tests and returns how many it ran. Without the SDK, which is fetched
   * once and kept outside the checkout, the calling test is skipped, or fails in CI.
   */
  static int runTests(String program) {
    return runTests(program, "requirements.txt");
  }

  /** As {@link #runTests(String)}, with variables for the program and the servers it starts. */
  static int runTests(String program, Map<String, String> variables) {
    return runTests(program, "requirements.txt", variables);
  }

  /** As {@link #runTests(String)}, in an environment of its own with the packages of a list. */
  static int runTests(String program, String requirements) {
    return runTests(program, requirements, Map.of());
  }

  private static int runTests(String program, String requirements, Map<String, String> variables) {
    CommandRun making =
        CommandRun.of(Checkout.root(), FOLDER + "make_environment.sh", requirements);
    Needed.require(
        making.exitCode() == 0, "no packages of %s: %s".formatted(requirements, making.error()));
    String python = making.output().strip() + "/bin/python";

    CommandRun run =
        CommandRun.of(Checkout.root(), LONGEST, List.of(python, "-B", FOLDER + program), variables)
            .requireSuccess();

    var count = COUNT.matcher(run.error());
    if (!count.find()) {
      throw new AssertionError(program + " does not say how many tests it ran: " + run.error());
    }
    Checkout.say("%s: %s tests in %s s".formatted(program, count.group(1), count.group(2)));
    return Integer.parseInt(count.group(1));
  }
}
