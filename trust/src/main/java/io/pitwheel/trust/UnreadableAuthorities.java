package io.pitwheel.trust;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file that holds no authorities, with its name, what was found and what was expected. */
public final class UnreadableAuthorities extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableAuthorities(Path file, String found, @Nullable Exception cause) {
    super(
        "reading the authorities of tls.caFile %s: %s (expected: certificates in PEM form)"
            .formatted(file, found),
        cause);
  }
}
