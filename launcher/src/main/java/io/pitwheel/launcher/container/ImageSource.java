package io.pitwheel.launcher.container;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.log.LogSink;
import io.pitwheel.launcher.process.CommandEnd;
import io.pitwheel.launcher.process.CommandRunner;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Has images ready before containers are run of them: a task's timeout is its command's, and must
 * not pay for a download.
 */
public final class ImageSource {
  private final ContainerEngine engine;
  private final CommandRunner runner;
  private final Map<String, String> environment;

  /**
   * @param environment what the engine's client sees
   */
  public ImageSource(
      ContainerEngine engine, CommandRunner runner, Map<String, String> environment) {
    this.engine = engine;
    this.runner = runner;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Fetches the image if need be; what the engine says about its progress goes to the log.
   *
   * @param policy {@code Always}, {@code Never}, or anything else for an image that is not here
   * @throws PipelinesException FAILED_PRECONDITION when it is not here and must not be fetched;
   *     UNAVAILABLE when it cannot be
   */
  public void provide(String image, String policy, LogSink log) throws InterruptedException {
    boolean isHere = !policy.equals("Always") && engine.hasImage(image, runner, environment);
    if (isHere) {
      return;
    }
    if (policy.equals("Never")) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "running image %s: it is not on this machine, and its pull policy is Never (expected: the image, pulled by hand)"
              .formatted(image));
    }
    say(log, "pulling image %s with %s".formatted(image, engine.program()));
    CommandEnd end = engine.pull(image, runner, environment, log);
    if (!end.equals(new CommandEnd.Exited(0))) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "pulling image %s: %s could not; its reason is in the task's log (expected: an image of a registry that lets it in)"
              .formatted(image, engine.program()));
    }
  }

  private static void say(LogSink log, String text) {
    byte[] bytes = ("[pitwheel] " + text + "\n").getBytes(StandardCharsets.UTF_8);
    log.append(bytes, bytes.length);
  }
}
