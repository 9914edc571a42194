package io.pitwheel.server.launch;

import io.pitwheel.api.v1.BeginLaunchResponse;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.trust.OutgoingProxy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How pods reach object stores, and their commands other networks: as the server does.
 *
 * @param authorities a file of who may vouch for stores besides those that Java knows; null for
 *     none
 * @param stores with whose credentials pods reach them
 */
public record PodNetwork(OutgoingProxy proxy, @Nullable Path authorities, PodStores stores) {
  /** Directly. */
  public static final PodNetwork NONE = new PodNetwork(OutgoingProxy.NONE, null, PodStores.SIGNED);

  /**
   * For a launcher that begins. The file is read each time: certificates are renewed.
   *
   * @throws PipelinesException UNAVAILABLE when the file is away
   */
  BeginLaunchResponse.Network toMessage() {
    return BeginLaunchResponse.Network.newBuilder()
        .setProxy(proxy.address())
        .setDirectHosts(proxy.directHosts())
        .setAuthorities(certificates())
        .build();
  }

  private String certificates() {
    Path file = authorities;
    if (file == null) {
      return "";
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "reading tls.caFile for a launcher: %s (expected: a file this user can read)"
              .formatted(exception.getClass().getSimpleName()),
          exception);
    }
  }
}
