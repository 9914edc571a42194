package io.pitwheel.server.settings;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import io.pitwheel.trust.UnreadableAuthorities;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** What settings say of connections to other servers, whoever makes them. */
public final class OutgoingSettings {
  private OutgoingSettings() {}

  /**
   * Who is believed and through whom connections go.
   *
   * @throws PipelinesException INVALID_ARGUMENT, naming the file, when it holds no authorities
   */
  public static OutgoingConnections connections(Settings settings) {
    return new OutgoingConnections(authorities(settings), proxy(settings));
  }

  /** Through whom connections of this server, and of its tasks, go. */
  public static OutgoingProxy proxy(Settings settings) {
    return OutgoingProxy.of(
            settings.text(Setting.PROXY_ADDRESS), settings.text(Setting.PROXY_DIRECT_HOSTS))
        .without(hostOf(settings.text(Setting.KUBERNETES_SERVER_ADDRESS)));
  }

  private static String hostOf(String address) {
    return address.isEmpty() ? "" : Objects.requireNonNullElse(URI.create(address).getHost(), "");
  }

  private static TrustedAuthorities authorities(Settings settings) {
    Optional<Path> file = settings.file(Setting.TLS_CA_FILE);
    if (file.isEmpty()) {
      return TrustedAuthorities.standard();
    }
    try {
      return TrustedAuthorities.of(file.get());
    } catch (UnreadableAuthorities exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          String.valueOf(exception.getMessage()),
          Setting.TLS_CA_FILE.key(),
          exception);
    }
  }
}
