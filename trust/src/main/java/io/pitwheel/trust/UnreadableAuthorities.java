package io.pitwheel.trust;

/** Authorities that are none, with where they stand, what was found and what was expected. */
public final class UnreadableAuthorities extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableAuthorities(String place, Exception cause) {
    super(
        "reading the authorities of %s: %s (expected: certificates in PEM form)"
            .formatted(place, cause instanceof NoCertificate ? cause.getMessage() : cause),
        cause);
  }

  /** A text that is well formed and empty. */
  static final class NoCertificate extends Exception {
    private static final long serialVersionUID = 1L;

    NoCertificate() {
      super("no certificate in it");
    }
  }
}
