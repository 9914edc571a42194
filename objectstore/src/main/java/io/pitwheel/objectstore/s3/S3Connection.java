package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** One store with one set of settings; its buckets share connections. */
public final class S3Connection {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  private final S3Settings settings;
  private final S3Client client;
  private final S3Presigner presigner;
  private final String route;

  /** Opens nothing yet. */
  public S3Connection(S3Settings settings, OutgoingConnections outgoing) {
    this(settings, outgoing, null);
  }

  /**
   * Requests carry a token in place of a signature, as some stores that speak this protocol want.
   *
   * @param token asked for before each request
   */
  public static S3Connection withToken(
      S3Settings settings, OutgoingConnections outgoing, Supplier<String> token) {
    return new S3Connection(settings, outgoing, token);
  }

  private S3Connection(
      S3Settings settings, OutgoingConnections outgoing, @Nullable Supplier<String> token) {
    this.settings = settings;
    this.route = outgoing.proxy().routeTo(settings.reached());
    AwsCredentialsProvider credentials = credentials(settings.credentials());
    S3Configuration configuration =
        S3Configuration.builder()
            .pathStyleAccessEnabled(settings.usesPathStyle())
            .chunkedEncodingEnabled(false)
            .build();
    Region region = Region.of(settings.region());
    client =
        S3Client.builder()
            .httpClient(httpClient(settings, outgoing))
            .endpointOverride(settings.endpoint())
            .region(region)
            .credentialsProvider(credentials)
            .serviceConfiguration(configuration)
            // Stores that are not Amazon's refuse requests with sums they do not know.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(override -> configure(override, settings, token))
            .build();
    presigner =
        S3Presigner.builder()
            .s3Client(client)
            .endpointOverride(settings.endpoint())
            .region(region)
            .credentialsProvider(credentials)
            .serviceConfiguration(configuration)
            .build();
  }

  /**
   * @param scheme that locations in it begin with
   */
  public Bucket bucket(String scheme, String name) {
    var trouble = new S3Trouble(settings, route, scheme, name);
    return new S3Bucket(client, presigner, name, trouble);
  }

  private static void configure(
      ClientOverrideConfiguration.Builder override,
      S3Settings settings,
      @Nullable Supplier<String> token) {
    override.retryStrategy(
        StandardRetryStrategy.builder().maxAttempts(settings.maxRetries() + 1).build());
    if (token != null) {
      override.addExecutionInterceptor(new TokenHeader(token));
    }
  }

  private static SdkHttpClient httpClient(S3Settings settings, OutgoingConnections outgoing) {
    var builder =
        UrlConnectionHttpClient.builder()
            .connectionTimeout(CONNECT_TIMEOUT)
            .socketTimeout(READ_TIMEOUT);
    if (settings.usesTls()) {
      builder.tlsTrustManagersProvider(
          () -> new TrustManager[] {outgoing.authorities().trustManager()});
    }
    // Without a setting the variables of this process count, as its library has it.
    if (outgoing.proxy().exists()) {
      builder.proxyConfiguration(through(outgoing.proxy(), settings.reached()));
    }
    return builder.build();
  }

  private static ProxyConfiguration through(OutgoingProxy proxy, URI endpoint) {
    var builder =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariablesValues(false);
    return proxy.proxyFor(endpoint).equals(Proxy.NO_PROXY)
        ? builder.build()
        : builder.endpoint(URI.create(proxy.address())).build();
  }

  private static AwsCredentialsProvider credentials(@Nullable S3Credentials given) {
    if (given == null) {
      return DefaultCredentialsProvider.builder().build();
    }
    if (given.equals(S3Credentials.NONE)) {
      return AnonymousCredentialsProvider.create();
    }
    return StaticCredentialsProvider.create(
        given.sessionToken().isEmpty()
            ? AwsBasicCredentials.create(given.accessKey(), given.secretKey())
            : AwsSessionCredentials.create(
                given.accessKey(), given.secretKey(), given.sessionToken()));
  }
}
