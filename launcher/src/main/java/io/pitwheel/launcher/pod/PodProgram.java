package io.pitwheel.launcher.pod;

import io.pitwheel.driver.RunFacts;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The program that a pod's container runs in the place of the user's command: {@code HOME KEY
 * [RETRIES]}. It is started by {@code launch}, which gives each variable of the container under its
 * name with {@value #KEPT} before it, so that none means anything to this process.
 */
public final class PodProgram {
  private static final String KEPT = "@";
  private static final int LEAST_ARGUMENTS = 2;
  private static final int USAGE = 2;
  private static final int DEFECT = 70;

  private PodProgram() {}

  /** Ends this process with the exit code of the command. */
  public static void main(String[] arguments) {
    PodOutput output = PodOutput.ofThisProcess();
    Runtime runtime = Runtime.getRuntime();
    if (arguments.length < LEAST_ARGUMENTS) {
      output.note("%d arguments (expected: HOME KEY [RETRIES])".formatted(arguments.length));
      runtime.halt(USAGE);
    }
    // A request that was sent may have been heard, and is sent again by who knows that it may be.
    System.setProperty("sun.net.http.retryPost", "false");
    int retries = arguments.length > LEAST_ARGUMENTS ? Integer.parseInt(arguments[2]) : 0;
    var settings =
        new PodSettings(
            Path.of(arguments[0]),
            arguments[1],
            retries + 1,
            container(System.getenv()),
            Path.of("").toAbsolutePath(),
            Path.of(RunFacts.WORKSPACE_PATH),
            PodSettings.Waits.USUAL);
    var launch = new PodLaunch(settings, output);
    var ended = new CompletableFuture<Integer>();
    // A signal begins the end of this process, which waits for this.
    var hook =
        new Thread(() -> {
          launch.stop();
          runtime.halt(ended.join());
        });
    runtime.addShutdownHook(hook);
    int exitCode = DEFECT;
    try {
      exitCode = launch.run();
    } finally {
      // After an error that nobody foresaw, too: else the end of this process would wait for ever.
      ended.complete(exitCode);
    }
    try {
      runtime.removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The hook is at work already, and ends this process with our code.
      return;
    }
    runtime.exit(exitCode);
  }

  /** The variables as the container has them. */
  static Map<String, String> container(Map<String, String> own) {
    var container = new TreeMap<String, String>();
    own.forEach((name, value) -> {
      if (name.startsWith(KEPT)) {
        container.put(name.substring(KEPT.length()), value);
      }
    });
    return container;
  }
}
