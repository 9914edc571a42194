package io.pitwheel.objectstore.s3;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How one store is reached.
 *
 * @param endpoint null for the region's own
 * @param usesPathStyle whether the bucket stands in the path and not in the host's name
 * @param maxRetries after the first try, 0 to 20
 * @param credentials null to look for them where the cloud's own tools do
 */
public record S3Settings(
    @Nullable URI endpoint,
    String region,
    boolean usesPathStyle,
    int maxRetries,
    @Nullable S3Credentials credentials) {
  boolean usesTls() {
    return endpoint == null || !"http".equals(endpoint.getScheme());
  }

  /** What messages call the store. */
  String storeName() {
    return endpoint == null ? "S3 in " + region : endpoint.toString();
  }

  /** Where requests go, as far as their host is known before a bucket is. */
  URI reached() {
    URI given = endpoint;
    return given == null ? URI.create("https://s3.%s.amazonaws.com".formatted(region)) : given;
  }
}
