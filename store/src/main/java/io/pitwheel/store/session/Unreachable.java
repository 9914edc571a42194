package io.pitwheel.store.session;

import io.pitwheel.failure.PipelinesException;

/** No connection was to be had in time; nobody else will get one at once. */
final class Unreachable extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient PipelinesException reason;

  Unreachable(PipelinesException reason) {
    super(reason);
    this.reason = reason;
  }

  /** What the caller is told. */
  PipelinesException reason() {
    return reason;
  }
}
