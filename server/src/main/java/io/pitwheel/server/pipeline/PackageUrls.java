package io.pitwheel.server.pipeline;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Addresses that requests name. */
final class PackageUrls {
  static final int MAX_LENGTH = 2_048;
  static final String PATH = "pipeline_version.package_url.pipeline_url";

  private PackageUrls() {}

  /**
   * An address to fetch: http or https, a host, no user.
   *
   * @throws PipelinesException INVALID_ARGUMENT
   */
  static URI require(String text) {
    requireBounded(PATH, text);
    try {
      URI address = new URI(text);
      String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
      boolean isComplete =
          (scheme.equals("https") || scheme.equals("http"))
              && address.getHost() != null
              && address.getUserInfo() == null;
      if (!isComplete) {
        throw refused(text, "https://HOST/PATH, without a user", null);
      }
      return address;
    } catch (URISyntaxException exception) {
      throw refused(text, "an address such as https://example.com/pipeline.yaml", exception);
    }
  }

  /** An address that is only shown; empty for none. */
  static String requireSource(String text) {
    return requireBounded("code_source_url", text);
  }

  static boolean isSecure(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  static int portOf(URI address) {
    int usual = isSecure(address) ? 443 : 80;
    return address.getPort() < 0 ? usual : address.getPort();
  }

  static PipelinesException refused(String address, String expected, @Nullable Throwable cause) {
    String shown = address.length() > 200 ? address.substring(0, 200) + "..." : address;
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "fetching a pipeline from %s: refused (expected: %s)".formatted(shown, expected),
        PATH,
        cause);
  }

  private static String requireBounded(String path, String text) {
    if (text.length() > MAX_LENGTH) {
      throw PipelinesException.invalid(
          path,
          "reading %s: %d characters (expected: at most %d)"
              .formatted(path, text.length(), MAX_LENGTH));
    }
    return text;
  }
}
