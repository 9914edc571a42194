package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderSource;
import io.pitwheel.objectstore.provider.Provider;
import io.pitwheel.objectstore.provider.ProviderFields;
import io.pitwheel.objectstore.provider.StoreSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * S3, and MinIO as KFP calls the store of a cluster: with nothing said, the latter is where KFP has
 * its own store, with the credentials that KFP gives it.
 */
public final class S3Provider implements Provider {
  private static final String CLUSTER_SCHEME = "minio";
  private static final String CLUSTER_HOST = "seaweedfs.kubeflow";
  private static final String CLUSTER_PORT = "9000";
  private static final Map<String, String> CLUSTER_SECRET =
      Map.of(
          "secretName", "mlpipeline-minio-artifact",
          "accessKeyKey", "accesskey",
          "secretKeyKey", "secretkey");
  private static final int DEFAULT_RETRIES = 5;

  private final ProviderSource source;
  private final StoreSettings settings;
  private final Map<S3Settings, S3Connection> connections = new ConcurrentHashMap<>();

  public S3Provider(ProviderSource source) {
    this.source = source;
    this.settings = source.settings();
  }

  @Override
  public Bucket open(BucketLocation location) {
    return connections
        .computeIfAbsent(settingsOf(location), this::connect)
        .bucket(location.scheme(), location.bucket());
  }

  private S3Connection connect(S3Settings found) {
    if (found.credentials() == null) {
      ShownVariables.show(settings.environment());
    }
    return new S3Connection(found, settings.outgoing());
  }

  @Override
  public Map<String, String> shown(BucketLocation location) {
    ProviderFields fields = source.fields().apply(location);
    S3Settings found = settings(fields, null);
    return new TreeMap<>(
        Map.of(
            "endpoint", found.endpoint() == null ? "" : found.endpoint().toString(),
            "region", found.region(),
            "disableSSL", String.valueOf(!found.usesTls()),
            "forcePathStyle", String.valueOf(found.usesPathStyle())));
  }

  private S3Settings settingsOf(BucketLocation location) {
    ProviderFields fields = source.fields().apply(location);
    return settings(fields, credentials(fields));
  }

  private S3Settings settings(ProviderFields fields, @Nullable S3Credentials credentials) {
    return new S3Settings(
        endpoint(fields),
        region(fields),
        fields.flag("forcePathStyle").orElse(true),
        fields.retries().orElse(DEFAULT_RETRIES),
        credentials);
  }

  private boolean isCluster() {
    return source.scheme().equals(CLUSTER_SCHEME);
  }

  private String region(ProviderFields fields) {
    return fields
        .text("region")
        .or(() -> variable("AWS_REGION"))
        .or(() -> variable("AWS_DEFAULT_REGION"))
        .orElse(isCluster() ? CLUSTER_SCHEME : "us-east-1");
  }

  private @Nullable URI endpoint(ProviderFields fields) {
    Optional<Boolean> disablesTls = fields.flag("disableSSL");
    String text =
        fields
            .text("endpoint")
            .or(() -> isCluster() ? Optional.of(clusterEndpoint()) : Optional.empty())
            .or(() -> variable("AWS_ENDPOINT_URL_S3"))
            .or(() -> variable("AWS_ENDPOINT_URL"))
            .orElse("");
    if (text.isEmpty()) {
      return null;
    }
    String scheme = disablesTls.orElse(false) ? "http://" : "https://";
    String whole = text.contains("://") ? text : scheme + text;
    URI endpoint = parsed(fields, whole);
    boolean isPlain = "http".equals(endpoint.getScheme());
    if (disablesTls.isPresent() && disablesTls.get() != isPlain) {
      throw fields.refused(
          "disableSSL", disablesTls.get() + " with the endpoint " + text, "what agrees with it");
    }
    return endpoint;
  }

  private static URI parsed(ProviderFields fields, String whole) {
    try {
      URI endpoint = URI.create(whole);
      boolean isOfWeb = "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
      if (isOfWeb && endpoint.getHost() != null && endpoint.getUserInfo() == null) {
        return endpoint;
      }
    } catch (IllegalArgumentException exception) {
      throw fields.refused("endpoint", "no address", "such as https://storage.example.com:9000");
    }
    throw fields.refused(
        "endpoint", "no address of a host", "such as https://storage.example.com:9000");
  }

  private String clusterEndpoint() {
    return "http://%s:%s"
        .formatted(
            variable("OBJECT_STORE_HOST").orElse(CLUSTER_HOST),
            variable("OBJECT_STORE_PORT").orElse(CLUSTER_PORT));
  }

  private @Nullable S3Credentials credentials(ProviderFields fields) {
    Map<String, String> reference = fields.secretReference();
    if (reference.isEmpty() && isCluster() && fields.object().members().isEmpty()) {
      reference = CLUSTER_SECRET;
    }
    if (!reference.isEmpty()) {
      return new S3Credentials(
          settings.secrets().read(reference, "accessKeyKey"),
          settings.secrets().read(reference, "secretKeyKey"),
          "");
    }
    Optional<String> accessKey = variable("AWS_ACCESS_KEY_ID");
    Optional<String> secretKey = variable("AWS_SECRET_ACCESS_KEY");
    return accessKey.isPresent() && secretKey.isPresent()
        ? new S3Credentials(
            accessKey.get(), secretKey.get(), variable("AWS_SESSION_TOKEN").orElse(""))
        : null;
  }

  private Optional<String> variable(String name) {
    return Optional.of(settings.variable(name)).filter(value -> !value.isEmpty());
  }
}
