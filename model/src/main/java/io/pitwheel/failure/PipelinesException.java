package io.pitwheel.failure;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that crosses rooms. Its message says what was tried, the offending value and
 * what was expected, and never a secret.
 */
public final class PipelinesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String path;

  public PipelinesException(ErrorCode code, String message) {
    this(code, message, "", null);
  }

  public PipelinesException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, "", cause);
  }

  /**
   * @param path where in the pipeline or the request, such as {@code
   *     root.dag.tasks.train.inputs.parameters.epochs}; empty when there is no such place
   */
  public PipelinesException(
      ErrorCode code, String message, String path, @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.code = requireNonNull(code, "code");
    this.path = requireNonNull(path, "path");
  }

  /** A refusal of input, with the place in it. */
  public static PipelinesException invalid(String path, String message) {
    return new PipelinesException(ErrorCode.INVALID_ARGUMENT, message, path, null);
  }

  public ErrorCode code() {
    return code;
  }

  /** Where in the input; empty when there is no such place. */
  public String path() {
    return path;
  }
}
