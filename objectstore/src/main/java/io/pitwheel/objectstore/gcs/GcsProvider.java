package io.pitwheel.objectstore.gcs;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderSource;
import io.pitwheel.objectstore.provider.Provider;
import io.pitwheel.objectstore.provider.ProviderFields;
import io.pitwheel.objectstore.s3.S3Connection;
import io.pitwheel.objectstore.s3.S3Credentials;
import io.pitwheel.objectstore.s3.S3Settings;
import io.pitwheel.trust.OutgoingConnections;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Google's store, {@code gs://}. Credentials are the key of a service account as KFP has them
 * ({@code tokenKey}, or the file {@code GOOGLE_APPLICATION_CREDENTIALS} names), or a pair of keys
 * for S3's protocol ({@code accessKeyKey}, {@code secretKeyKey}). Unproven: no such store can be
 * reached by our tests, which check requests and signatures.
 */
public final class GcsProvider implements Provider {
  private static final String ENDPOINT = "https://storage.googleapis.com";
  private static final String REGION = "auto";
  private static final int DEFAULT_RETRIES = 5;

  private final ProviderSource source;
  private final Map<Key, Opening> open = new ConcurrentHashMap<>();

  /** What connections are shared by. */
  private record Key(S3Settings settings, String account) {}

  /** How a bucket of a connection is opened. */
  private interface Opening {
    Bucket bucket(String name);
  }

  public GcsProvider(ProviderSource source) {
    this.source = source;
  }

  @Override
  public Bucket open(BucketLocation location) {
    ProviderFields fields = source.fields().apply(location);
    Map<String, String> reference = fields.secretReference();
    Key key =
        reference.containsKey("accessKeyKey")
            ? new Key(settings(fields, pair(reference)), "")
            : new Key(settings(fields, S3Credentials.NONE), account(reference));
    return open.computeIfAbsent(key, this::connect).bucket(location.bucket());
  }

  @Override
  public Map<String, String> shown(BucketLocation location) {
    ProviderFields fields = source.fields().apply(location);
    return Map.of("endpoint", fields.text("endpoint").orElse(ENDPOINT));
  }

  private Opening connect(Key key) {
    OutgoingConnections outgoing = source.settings().outgoing();
    if (key.account().isEmpty()) {
      var connection = new S3Connection(key.settings(), outgoing);
      return name -> connection.bucket(source.scheme(), name);
    }
    ServiceAccount account = ServiceAccount.read(key.account(), outgoing);
    var connection = S3Connection.withToken(key.settings(), outgoing, account::token);
    URI endpoint = URI.create(ENDPOINT);
    return name ->
        new GcsBucket(
            connection.bucket(source.scheme(), name),
            new GcsRequestSigner(account, endpoint, name, Clock.systemUTC()));
  }

  private static S3Settings settings(ProviderFields fields, S3Credentials credentials) {
    return new S3Settings(
        URI.create(fields.text("endpoint").orElse(ENDPOINT)),
        REGION,
        true,
        fields.retries().orElse(DEFAULT_RETRIES),
        credentials);
  }

  private S3Credentials pair(Map<String, String> reference) {
    return new S3Credentials(
        source.settings().secrets().read(reference, "accessKeyKey"),
        source.settings().secrets().read(reference, "secretKeyKey"),
        "");
  }

  /** The text of a service account's key. */
  private String account(Map<String, String> reference) {
    if (!reference.isEmpty()) {
      return source.settings().secrets().read(reference, "tokenKey");
    }
    String file = source.settings().variable("GOOGLE_APPLICATION_CREDENTIALS");
    if (file.isEmpty()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "opening a bucket of gs://: no credentials (expected: the file of a service account by"
              + " GOOGLE_APPLICATION_CREDENTIALS, or a secretRef in objectStore.providersFile)");
    }
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException exception) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "reading GOOGLE_APPLICATION_CREDENTIALS %s: %s (expected: the file of a service account)"
              .formatted(file, exception.getClass().getSimpleName()),
          exception);
    }
  }
}
