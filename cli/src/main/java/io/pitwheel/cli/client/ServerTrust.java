package io.pitwheel.cli.client;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import io.pitwheel.trust.Distrust;
import io.pitwheel.trust.TrustedAuthorities;
import io.pitwheel.trust.UnreadableAuthorities;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whom a command believes that it talks to the server it wants, when it talks TLS. */
final class ServerTrust {
  private static final int FAILED_PRECONDITION = 9;

  private ServerTrust() {}

  /**
   * Trusts Java's own list of authorities and those of a file.
   *
   * @param file certificates in PEM form; null for none
   * @throws CommandFailure naming the file, when it holds none
   */
  static SSLContext context(@Nullable Path file) {
    try {
      TrustedAuthorities authorities =
          file == null ? TrustedAuthorities.standard() : TrustedAuthorities.of(file);
      return authorities.context();
    } catch (UnreadableAuthorities exception) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          FAILED_PRECONDITION,
          "",
          String.valueOf(exception.getMessage()),
          exception);
    }
  }

  /** What to say when a connection failed for the server's certificate, and for nothing else. */
  static Optional<CommandFailure> refusal(
      String tried, URI address, @Nullable Path file, Throwable thrown) {
    return Distrust.find(thrown).map(found -> failure(tried, address, file, found));
  }

  private static CommandFailure failure(
      String tried, URI address, @Nullable Path file, Throwable found) {
    return new CommandFailure(
        ExitStatus.TROUBLE,
        FAILED_PRECONDITION,
        "",
        "%s: %s is not trusted: %s (expected: a certificate of that host by an authority of %s)"
            .formatted(
                tried,
                address,
                found.getMessage(),
                file == null
                    ? "Java's own list, or of a file that PITWHEEL_TLS_CA_FILE or tls.caFile of --config names"
                    : "%s, which PITWHEEL_TLS_CA_FILE or tls.caFile of --config names, or Java's own list"
                        .formatted(file)),
        found);
  }

  /** Whether a failure is one of this class. */
  static boolean isRefusal(CommandFailure failure) {
    return failure.code() == FAILED_PRECONDITION;
  }
}
