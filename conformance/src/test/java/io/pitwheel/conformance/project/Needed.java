package io.pitwheel.conformance.project;

import org.junit.jupiter.api.Assumptions;

/** Things some tests need that a developer's machine may lack: there a skip, in CI an error. */
public final class Needed {
  private Needed() {}

  /** Ends the calling test unless the thing is there; the message is printed either way. */
  public static void require(boolean isThere, String message) {
    if (isThere) {
      return;
    }
    if (Checkout.isContinuousIntegration()) {
      throw new AssertionError(message + " (an error, because CI=true)");
    }
    Checkout.say("SKIPPED: " + message + " (an error when CI=true)");
    Assumptions.abort(message);
  }
}
