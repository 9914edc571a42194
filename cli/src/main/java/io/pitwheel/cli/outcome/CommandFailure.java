package io.pitwheel.cli.outcome;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command. Its message says what was tried, the offending value and what was expected, and
 * is all that the user reads.
 */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int INVALID_ARGUMENT = 3;
  private static final int UNAVAILABLE = 14;

  private final ExitStatus exitStatus;
  private final int code;
  private final String path;

  /**
   * @param code a number of {@code google.rpc.Code}
   * @param path where in the pipeline, such as {@code root.dag.tasks.train}; empty when there is no
   *     such place
   */
  public CommandFailure(
      ExitStatus exitStatus, int code, String path, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.exitStatus = exitStatus;
    this.code = code;
    this.path = path;
  }

  /** What the user gave cannot be used. */
  public static CommandFailure refused(String message) {
    return refusedAt("", message);
  }

  /** What the user gave cannot be used, with the place in the pipeline that says so. */
  public static CommandFailure refusedAt(String path, String message) {
    return new CommandFailure(ExitStatus.REFUSED, INVALID_ARGUMENT, path, message, null);
  }

  /** The server cannot be reached or does not do what it should. */
  public static CommandFailure trouble(String message, @Nullable Throwable cause) {
    return new CommandFailure(ExitStatus.TROUBLE, UNAVAILABLE, "", message, cause);
  }

  /** The same about a file that the user named; trouble of the server is about no file. */
  public CommandFailure about(Path file) {
    return exitStatus == ExitStatus.REFUSED && !text().contains(file.toString())
        ? new CommandFailure(exitStatus, code, path, "%s: %s".formatted(file, text()), this)
        : this;
  }

  public ExitStatus exitStatus() {
    return exitStatus;
  }

  /** A number of {@code google.rpc.Code}. */
  public int code() {
    return code;
  }

  /** Where in the pipeline; empty when there is no such place. */
  public String path() {
    return path;
  }

  /** The message with its place in front, where the message does not name it itself. */
  public String text() {
    String message = String.valueOf(getMessage());
    return path.isEmpty() || message.contains(path) ? message : path + ": " + message;
  }
}
