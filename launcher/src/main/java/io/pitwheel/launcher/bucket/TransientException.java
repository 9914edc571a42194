package io.pitwheel.launcher.bucket;

import io.pitwheel.failure.ErrorCode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An answer after which the same request may succeed. */
public final class TransientException extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable ErrorCode refusal;

  private TransientException(String message, @Nullable ErrorCode refusal) {
    super(message);
    this.refusal = refusal;
  }

  /** Who was asked cannot answer now. */
  public static TransientException away(String message) {
    return new TransientException(message, null);
  }

  /**
   * Who was asked says no, which it may take back: a token is renewed, a signature made anew.
   *
   * @param code what it means when it stays so
   */
  public static TransientException refused(ErrorCode code, String message) {
    return new TransientException(message, code);
  }

  /** What it means when it stays so; null when it may last for ever. */
  public @Nullable ErrorCode refusal() {
    return refusal;
  }
}
