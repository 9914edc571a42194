package io.pitwheel.objectstore.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderKind;
import io.pitwheel.objectstore.s3.S3Provider;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which settings hold for a location, as in KFP's map of providers. */
class ProvidedStoresTest {
  private static final Map<String, ProviderKind> KINDS =
      Map.of(
          "s3", new ProviderKind(Set.of("AWS_ACCESS_KEY_ID"), S3Provider::new),
          "minio", new ProviderKind(Set.of("OBJECT_STORE_HOST"), S3Provider::new));
  private static final String TABLE =
      """
      providers:
        s3:
          default:
            endpoint: one.example.com
            region: north
            credentials: {secretRef: {secretName: keys, accessKeyKey: access, secretKeyKey: secret}}
          Overrides:
            - {bucketName: other, keyPrefix: team/a, region: south}
            - {bucketName: other, endpoint: 'two.example.com:9000', disableSSL: true, forcePathStyle: false}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/key, https://one.example.com, north, true",
    "s3://other/team/a, https://one.example.com, south, true",
    "s3://other/team/a/deep, https://one.example.com, south, true",
    "s3://other/team/ab, http://two.example.com:9000, north, false",
    "s3://other/x, http://two.example.com:9000, north, false"
  })
  void takesTheFirstOverrideThatFitsOnTheBorderOfAPart(
      String location, String endpoint, String region, String usesPathStyle) throws IOException {
    writeSecret();

    Map<String, String> shown = stores(TABLE, Map.of()).shown(BucketLocation.of(location));

    assertThat(shown)
        .containsEntry("endpoint", endpoint)
        .containsEntry("region", region)
        .containsEntry("forcePathStyle", usesPathStyle);
  }

  @Test
  void readsCredentialsWhenALocationIsOpenedAndNamesTheFileThatIsMissing() throws IOException {
    ProvidedStores stores = stores(TABLE, Map.of());

    assertThatThrownBy(() -> stores.open(BucketLocation.of("s3://bucket/key")))
        .hasMessageContaining(folder.resolve("secrets/keys/access").toString());
    writeSecret();
    assertThat(stores.open(BucketLocation.of("s3://bucket/key"))).isNotNull();
  }

  @Test
  void asksNoStoreThatNobodySetUp() throws IOException {
    ProvidedStores stores = stores("{}", Map.of());

    assertThatThrownBy(() -> stores.open(BucketLocation.of("s3://bucket/key")))
        .hasMessageContainingAll("not set up for s3://", "AWS_ACCESS_KEY_ID", "providersFile");
    assertThatThrownBy(() -> stores.open(BucketLocation.of("ftp://bucket/key")))
        .hasMessageContainingAll("not set up for ftp://", "minio://, s3://");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://bucket/key, https://one.example.com, north, true",
    "s3://other/team/a/deep, https://one.example.com, south, true",
    "s3://other/x, http://two.example.com:9000, north, false"
  })
  void tellsOthersWhatHoldsWithoutAnyWordOfCredentials(
      String location, String endpoint, String region, String usesPathStyle) throws IOException {
    writeSecret();
    ProvidedStores stores = stores(TABLE, Map.of());

    JsonObject told = stores.withoutCredentials();

    assertThat(JsonWriter.write(told)).doesNotContain("credentials", "keys", "minio", "value");
    ProvidedStores others = ProvidedStores.told(told, settings(null, Map.of()), KINDS);
    assertThat(others.shown(BucketLocation.of(location)))
        .isEqualTo(stores.shown(BucketLocation.of(location)))
        .containsEntry("endpoint", endpoint)
        .containsEntry("region", region)
        .containsEntry("forcePathStyle", usesPathStyle);
  }

  @Test
  void tellsOthersWhatItsEnvironmentSaysOfAStore() throws IOException {
    Map<String, String> environment =
        Map.of(
            "AWS_ACCESS_KEY_ID", "access",
            "AWS_SECRET_ACCESS_KEY", "hidden",
            "AWS_ENDPOINT_URL", "http://store.local:9",
            "AWS_REGION", "west");

    JsonObject told = stores("{}", environment).withoutCredentials();

    assertThat(JsonWriter.write(told)).doesNotContain("access", "hidden");
    assertThat(
            ProvidedStores.told(told, settings(null, Map.of()), KINDS)
                .shown(BucketLocation.of("s3://bucket/key")))
        .containsEntry("endpoint", "http://store.local:9")
        .containsEntry("region", "west")
        .containsEntry("disableSSL", "true");
  }

  @Test
  void findsTheStoreOfAClusterWhereKfpHasIt() throws IOException {
    Map<String, String> usual =
        stores("minio: {}", Map.of()).shown(BucketLocation.of("minio://mlpipeline/v2"));
    Map<String, String> named =
        stores("{}", Map.of("OBJECT_STORE_HOST", "store.local", "OBJECT_STORE_PORT", "9"))
            .shown(BucketLocation.of("minio://mlpipeline/v2"));

    assertThat(usual)
        .containsEntry("endpoint", "http://seaweedfs.kubeflow:9000")
        .containsEntry("region", "minio")
        .containsEntry("disableSSL", "true");
    assertThat(named).containsEntry("endpoint", "http://store.local:9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s4: {}",
        "s3: {defaults: {}}",
        "s3: {default: {endpoitn: x}}",
        "s3: {default: {region: 7}}",
        "s3: {default: {disableSSL: maybe}}",
        "s3: {default: {maxRetries: 21}}",
        "s3: {default: {maxRetries: -1}}",
        "s3: {default: {endpoint: 'http://user:pass@host'}}",
        "s3: {default: {endpoint: 'https://host', disableSSL: true}}",
        "s3: {default: {endpoint: 'a b'}}",
        "s3: {default: {credentials: yes}}",
        "s3: {default: {credentials: {secretRef: {secretName: 5}}}}",
        "s3: {default: {credentials: {secretRef: {secretName: .., accessKeyKey: a, secretKeyKey:"
            + " b}}}}",
        "s3: {overrides: {}}",
        "s3: {overrides: [{region: x}]}",
        "s3: [1]",
        "providers: 5",
        "s3: {default: 5}"
      })
  void refusesAMapThatIsWrong(String table) {
    assertThatThrownBy(() ->
            stores(table, Map.of("AWS_ACCESS_KEY_ID", "a", "AWS_SECRET_ACCESS_KEY", "b"))
                .open(BucketLocation.of("s3://bucket/key")))
        .hasMessageContaining("objectStore.providersFile")
        .hasMessageContaining("(expected: ");
  }

  @Test
  void refusesAMapASecretAndAKeyThatAreTooLong() throws IOException {
    writeSecret();
    Files.writeString(folder.resolve("secrets/keys/access"), "x".repeat(64 * 1024 + 1));

    assertThatThrownBy(() -> stores("# " + "x".repeat(1024 * 1024), Map.of()))
        .hasMessageContainingAll("providers.yaml", "more than 1048576 bytes", "expected: at most");
    assertThatThrownBy(() -> stores(TABLE, Map.of()).open(BucketLocation.of("s3://bucket/key")))
        .hasMessageContainingAll("secrets/keys/access", "more than 65536 bytes", "expected: ");
    assertThatThrownBy(() -> BucketLocation.of("s3://bucket/" + "k".repeat(1025)))
        .hasMessageContaining("a key of at most 1024 bytes, and not 1025");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket",
        "s3://bucket/",
        "s3://bucket/a/b?region=north",
        "s3://bucket/a?endpoint=one.example.com&region=north&disableSSL=false",
        "s3://bucket/a?endpoint=https%3A%2F%2Fone.example.com&s3ForcePathStyle=true"
      })
  void takesAPipelineRootWhoseQuerySaysWhatIsSetUp(String root) throws IOException {
    writeSecret();

    new PipelineRoots(stores(TABLE, Map.of())).require("pipeline_root", root);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "s3://bucket/a?endpoint=evil.example.com",
        "s3://bucket/a?region=south",
        "s3://bucket/a?profile=root",
        "s3://bucket/a?region=%zz",
        "s3://bucket/a//b",
        "s3://bucket/../b",
        "s3:///b",
        "gs://bucket/a",
        "https://example.com/a"
      })
  void refusesAPipelineRootThatSaysAnythingElse(String root) throws IOException {
    writeSecret();
    var roots = new PipelineRoots(stores(TABLE, Map.of()));

    assertThatThrownBy(() -> roots.require("pipeline_root", root))
        .hasMessageContaining("pipeline root " + root)
        .hasMessageContaining("(expected: ");
  }

  private void writeSecret() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("secrets/keys"));
    Files.writeString(secret.resolve("access"), "key\n");
    Files.writeString(secret.resolve("secret"), "value\n");
  }

  private ProvidedStores stores(String table, Map<String, String> environment) throws IOException {
    Path file = Files.writeString(folder.resolve("providers.yaml"), table);
    return new ProvidedStores(settings(file, environment), KINDS);
  }

  private StoreSettings settings(@Nullable Path file, Map<String, String> environment) {
    return new StoreSettings(
        "",
        file,
        new SecretFiles(folder.resolve("secrets")),
        environment,
        OutgoingConnections.standard());
  }
}
