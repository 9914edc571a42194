package io.pitwheel.objectstore.provider;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.bucket.BucketLocation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Checks where a run wants its artifacts. As in KFP a root may say in a query how its store is
 * reached. Here that must be what an admin set up already: else whoever creates a run could have
 * this server sign requests to a host of theirs.
 */
public final class PipelineRoots {
  private static final Map<String, String> OTHER_NAMES =
      Map.of("s3ForcePathStyle", "forcePathStyle", "disable_https", "disableSSL");

  private final ProvidedStores stores;

  public PipelineRoots(ProvidedStores stores) {
    this.stores = stores;
  }

  /**
   * @param place where it was chosen, such as {@code runtime_config.pipeline_root}
   * @param root a uri
   * @throws PipelinesException INVALID_ARGUMENT with the value and what was expected;
   *     FAILED_PRECONDITION when credentials are missing
   */
  public void require(String place, String root) {
    int question = root.indexOf('?');
    try {
      BucketLocation location =
          BucketLocation.orBucket(question < 0 ? root : root.substring(0, question));
      stores.open(location);
      if (question >= 0) {
        requireQuery(root.substring(question + 1), stores.shown(location));
      }
    } catch (PipelinesException exception) {
      throw new PipelinesException(
          exception.code(),
          "keeping artifacts at the pipeline root %s: %s".formatted(root, exception.getMessage()),
          place,
          exception);
    }
  }

  private static void requireQuery(String query, Map<String, String> shown) {
    for (String parameter : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String given = equals < 0 ? parameter : parameter.substring(0, equals);
      String name = OTHER_NAMES.getOrDefault(given, given);
      String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1));
      String expected = shown.get(name);
      if (expected == null) {
        throw refused(given + " is unknown", String.join(", ", shown.keySet()));
      }
      if (!isSame(expected, value)) {
        throw refused(
            "%s is %s".formatted(given, value),
            "%s, as objectStore.providersFile has it, or nothing".formatted(expected));
      }
    }
  }

  /** An endpoint may leave out how it is spoken to. */
  private static boolean isSame(String expected, String value) {
    return expected.equals(value) || expected.replaceFirst("^https?://", "").equals(value);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException exception) {
      throw refused(text + " is not encoded as a query is", "such as %2F for a slash");
    }
  }

  private static PipelinesException refused(String found, String expected) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT, "%s (expected: %s)".formatted(found, expected));
  }
}
