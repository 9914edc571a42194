package io.pitwheel.server.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Lets the authorities of {@code tls.caFile} vouch for the database too, when its URL asks for a
 * check of the certificate and names no authorities itself.
 */
final class DatabaseTrust {
  private DatabaseTrust() {}

  static String withAuthorities(String url, Path authorities) {
    String lowered = url.toLowerCase(Locale.ROOT);
    boolean checks = lowered.contains("sslmode=verify-");
    boolean isOfPostgresql = lowered.matches("(jdbc:)?postgres(ql)?:.*");
    String option = isOfPostgresql ? "sslrootcert" : "serverSslCert";
    if (!checks || lowered.contains(option.toLowerCase(Locale.ROOT) + "=")) {
      return url;
    }
    String place = isOfPostgresql ? encoded(authorities) : address(authorities);
    return "%s&%s=%s".formatted(url, option, place);
  }

  private static String encoded(Path authorities) {
    return URLEncoder.encode(authorities.toString(), UTF_8);
  }

  /** This driver takes a value as it stands; it reads what a URL leads to, too. */
  private static String address(Path authorities) {
    return authorities.toUri().toString().replace("&", "%26");
  }
}
