package io.pitwheel.objectstore.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.objectstore.SignedRequest;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Signs requests as version 4 of Google's signing process says ({@code GOOG4-RSA-SHA256}): the
 * signature is over the method, the path, the query and the host.
 */
final class GcsRequestSigner {
  private static final String ALGORITHM = "GOOG4-RSA-SHA256";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DAY_LENGTH = 8;
  private static final String UNRESERVED = "-._~";
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();

  private final ServiceAccount account;
  private final URI endpoint;
  private final String bucket;
  private final Clock clock;

  GcsRequestSigner(ServiceAccount account, URI endpoint, String bucket, Clock clock) {
    this.account = account;
    this.endpoint = endpoint;
    this.bucket = bucket;
    this.clock = clock;
  }

  SignedRequest sign(String method, String key, Map<String, String> given, Duration validity) {
    Instant now = clock.instant();
    String time = TIME.format(now);
    String scope = time.substring(0, DAY_LENGTH) + "/auto/storage/goog4_request";
    var query = new TreeMap<>(given);
    query.put("X-Goog-Algorithm", ALGORITHM);
    query.put("X-Goog-Credential", account.email() + "/" + scope);
    query.put("X-Goog-Date", time);
    query.put("X-Goog-Expires", Long.toString(validity.toSeconds()));
    query.put("X-Goog-SignedHeaders", "host");
    String path = "/" + encoded(bucket, false) + "/" + encoded(key, true);
    String written =
        query.entrySet().stream()
            .map(entry -> encoded(entry.getKey(), false) + "=" + encoded(entry.getValue(), false))
            .collect(Collectors.joining("&"));
    String request =
        String.join(
            "\n",
            method,
            path,
            written,
            "host:" + endpoint.getAuthority(),
            "",
            "host",
            "UNSIGNED-PAYLOAD");
    String signed = String.join("\n", ALGORITHM, time, scope, digest(request));
    String signature = HexFormat.of().formatHex(account.sign(signed.getBytes(UTF_8)));
    return new SignedRequest(
        method,
        URI.create(endpoint + path + "?" + written + "&X-Goog-Signature=" + signature),
        Map.of(),
        now.plusSeconds(validity.toSeconds()));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("every JDK has SHA-256", exception);
    }
  }

  private static String encoded(String text, boolean keepsSlashes) {
    var written = new StringBuilder();
    for (byte value : text.getBytes(UTF_8)) {
      char letter = (char) (value & 0xff);
      boolean isPlain =
          (letter >= '0' && letter <= '9')
              || (letter >= 'A' && letter <= 'Z')
              || (letter >= 'a' && letter <= 'z')
              || UNRESERVED.indexOf(letter) >= 0
              || (keepsSlashes && letter == '/');
      if (isPlain) {
        written.append(letter);
      } else {
        written.append('%').append(UPPER.toHexDigits(value));
      }
    }
    return written.toString();
  }
}
