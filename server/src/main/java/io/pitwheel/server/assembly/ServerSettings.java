package io.pitwheel.server.assembly;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.platform.BundleFolders;
import io.pitwheel.server.access.CallerHeader;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.settings.SettingsReader;
import io.pitwheel.server.support.ProgramLog;
import io.pitwheel.server.tls.ServerCertificate;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started.
 *
 * @param dataFolder made when it is not there
 * @param chosen everything an admin may choose
 * @param systemLines gets the lines of the system log, besides the object store; null for nobody
 * @param programLog of the program that the server is in
 */
public record ServerSettings(
    Path dataFolder, Settings chosen, @Nullable OutputStream systemLines, ProgramLog programLog) {
  /** Free ports on loopback, and defaults for all else. */
  public static ServerSettings local(Path dataFolder) {
    return of(dataFolder, Map.of("server.port", "0", "server.grpcPort", "0"));
  }

  /** With some settings by key, as on the command line, and defaults for all else. */
  public static ServerSettings of(Path dataFolder, Map<String, String> flags) {
    return new ServerSettings(
        dataFolder, SettingsReader.read(null, Map.of(), flags), null, ProgramLog.NONE);
  }

  /** Where secrets and config maps are. */
  BundleFolders bundles() {
    return BundleFolders.of(
        dataFolder,
        chosen.text(Setting.EXECUTION_SECRETS),
        chosen.text(Setting.EXECUTION_CONFIG_MAPS));
  }

  /** In which header callers are named. */
  CallerHeader callerHeader() {
    return new CallerHeader(
        chosen.text(Setting.ACCESS_USER_HEADER), chosen.text(Setting.ACCESS_USER_PREFIX));
  }

  /**
   * Who the server proves to be; empty for a server that speaks in clear.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a certificate without its key, and the other
   *     way round
   */
  Optional<ServerCertificate> certificate() {
    Optional<Path> certificate = chosen.file(Setting.TLS_CERTIFICATE_FILE);
    Optional<Path> key = chosen.file(Setting.TLS_KEY_FILE);
    if (certificate.isPresent() != key.isPresent()) {
      throw PipelinesException.invalid(
          Setting.TLS_KEY_FILE.key(),
          "reading the settings: only one of %s and %s is set (expected: both, or none)"
              .formatted(Setting.TLS_CERTIFICATE_FILE.key(), Setting.TLS_KEY_FILE.key()));
    }
    return certificate.map(file -> ServerCertificate.of(file, key.orElseThrow()));
  }

  /** Name or address to listen on. */
  String host() {
    return chosen.text(Setting.SERVER_HOST);
  }

  /** Of REST; 0 for a free one. */
  int port() {
    return chosen.number(Setting.SERVER_PORT);
  }

  /** 0 for a free one. */
  int grpcPort() {
    return chosen.number(Setting.SERVER_GRPC_PORT);
  }

  /** Must be true for a host beyond loopback, since there is no authentication yet. */
  boolean allowsRemote() {
    return chosen.flag(Setting.SERVER_ALLOW_REMOTE);
  }
}
