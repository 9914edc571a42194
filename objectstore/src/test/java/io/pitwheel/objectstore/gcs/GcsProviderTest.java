package io.pitwheel.objectstore.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.provider.ProvidedStores;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderKind;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.tls.SelfSigned;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import io.pitwheel.trust.UnreadableAuthorities;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Google's store as far as it goes without one: requests, tokens and signatures. */
class GcsProviderTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private static final String OF_ACCOUNT =
      "gs: {default: {credentials: {secretRef: {secretName: gcs, tokenKey: key.json}}}}";

  private static final String PAIR =
      "gs: {default: {endpoint: '%s', credentials: {secretRef: {secretName: pair, accessKeyKey: access, secretKeyKey: secret}}}}";

  @TempDir Path folder;

  @Test
  void signsWhatTheOwnerOfThePublicKeyCanVerify() throws Exception {
    KeyPair keys = keys();
    writeAccount(keys, "https://token.example.com/");
    SignedAccess access = store(OF_ACCOUNT).signedAccess("gs://models/a").orElseThrow();

    SignedRequest get = access.get("gs://models/run 1/m\u00fcll+.bin", HOUR, "model.bin");
    SignedRequest put = access.put("gs://models/a", HOUR);
    SignedRequest part = access.putPart("gs://models/a", "up/load", 3, HOUR);

    assertThat(get.uri().toString())
        .startsWith("https://storage.googleapis.com/models/run%201/m%C3%BCll%2B.bin?")
        .contains("X-Goog-Expires=3600", "response-content-disposition=attachment%3B%20filename");
    assertThat(part.uri().getRawQuery()).contains("partNumber=3", "uploadId=up%2Fload");
    for (SignedRequest request : List.of(get, put, part)) {
      assertThat(isSigned(request, keys)).isTrue();
    }
  }

  @Test
  void callsWithATokenOfTheServiceAccount() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          String header = exchange.getRequestHeaders().getFirst("Authorization");
          seen.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + header);
          byte[] answer =
              exchange.getRequestURI().getPath().equals("/token")
                  ? "{\"access_token\": \"of-an-hour\", \"expires_in\": 3600}".getBytes(UTF_8)
                  : "bytes".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    try {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      writeAccount(keys(), address + "/token");
      BucketObjectStore store =
          store(
              "gs: {default: {endpoint: '%s', credentials: {secretRef: {secretName: gcs, tokenKey: key.json}}}}"
                  .formatted(address));

      try (var bytes = store.read("gs://models/a", ByteRange.ALL)) {
        assertThat(bytes.readAllBytes()).isEqualTo("bytes".getBytes(UTF_8));
      }

      assertThat(seen).contains("GET /models/a Bearer of-an-hour");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void talksS3WithKeysOfThatKind() throws IOException {
    BucketServer server = BucketServer.shared();
    writePair();
    BucketObjectStore store = store(PAIR.formatted(server.endpoint()));
    String location = "gs://" + server.newBucket() + "/a/b";

    // The region of that server is its own and not Google's.
    assertThatThrownBy(() -> store.write(location, new ByteArrayInputStream(new byte[] {1})))
        .hasMessageContainingAll("region", location);
  }

  @Test
  void namesHostAndCertificateOfAStoreThatNobodyVouchesFor() throws Exception {
    SelfSigned own = SelfSigned.make(folder.resolve("own"), "CN=buckets of a test");
    Path other = SelfSigned.make(folder.resolve("other"), "CN=somebody else").certificate();
    writePair();
    try (BucketServer server = BucketServer.withCertificate(own.certificate(), own.key())) {
      String table = PAIR.formatted(server.endpoint());

      // As far as the region, which is another than Google's.
      assertThatThrownBy(() -> store(table, trusting(own.certificate())).exists("gs://models/a"))
          .hasMessageNotContaining("certificate");
      assertThatThrownBy(() -> store(table, trusting(other)).exists("gs://models/a"))
          .hasMessageContainingAll(
              "gs://models/a",
              server.endpoint().toString(),
              "the certificate of CN=buckets of a test",
              "tls.caFile " + other);
    }
  }

  @Test
  void namesHostAndCertificateOfWhoGivesTokensWhenNobodyVouchesForIt() throws Exception {
    SelfSigned own = SelfSigned.make(folder.resolve("own"), "CN=tokens of a test");
    Path other = SelfSigned.make(folder.resolve("other"), "CN=somebody else").certificate();
    try (BucketServer server = BucketServer.withCertificate(own.certificate(), own.key())) {
      writeAccount(keys(), server.endpoint() + "/token");

      assertThatThrownBy(() -> store(OF_ACCOUNT, trusting(other)).exists("gs://models/a"))
          .hasMessageContainingAll(
              server.endpoint() + "/token",
              "the certificate of CN=tokens of a test",
              "tls.caFile " + other);
    }
  }

  private static OutgoingConnections trusting(Path authority) throws UnreadableAuthorities {
    return new OutgoingConnections(TrustedAuthorities.of(authority), OutgoingProxy.NONE);
  }

  @Test
  void saysNothingOfAKeyThatIsNone() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("secrets/gcs"));
    Files.writeString(secret.resolve("key.json"), "{\"private_key\": \"very-secret\"}");
    BucketObjectStore store = store(OF_ACCOUNT);

    assertThatThrownBy(() -> store.exists("gs://models/a"))
        .hasMessageContaining("not the key of a service account")
        .hasMessageNotContaining("very-secret")
        .hasNoCause();
  }

  @Test
  void saysWhereCredentialsAreLookedFor() throws IOException {
    BucketObjectStore store = store("gs: {}");

    assertThatThrownBy(() -> store.exists("gs://models/a"))
        .hasMessageContainingAll("no credentials", "GOOGLE_APPLICATION_CREDENTIALS");
  }

  private static KeyPair keys() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  private void writePair() throws IOException {
    Path secret = Files.createDirectories(folder.resolve("secrets/pair"));
    Files.writeString(secret.resolve("access"), BucketServer.ACCESS_KEY);
    Files.writeString(secret.resolve("secret"), BucketServer.SECRET_KEY);
  }

  private void writeAccount(KeyPair keys, String tokenUri) throws IOException {
    String key =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(keys.getPrivate().getEncoded())
            .replace("\n", "\\n");
    Path secret = Files.createDirectories(folder.resolve("secrets/gcs"));
    Files.writeString(
        secret.resolve("key.json"),
        """
        {"type": "service_account", "project_id": "p", "private_key_id": "1", "client_id": "2",
         "client_email": "robot@example.com", "token_uri": "%s",
         "private_key": "-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n"}
        """
            .formatted(tokenUri, key));
  }

  /** Reads the request as the receiving side does. */
  private static boolean isSigned(SignedRequest request, KeyPair keys) throws Exception {
    String query = request.uri().getRawQuery();
    int cut = query.indexOf("&X-Goog-Signature=");
    String date = query.replaceAll(".*X-Goog-Date=([0-9TZ]+).*", "$1");
    String canonical =
        String.join(
            "\n",
            request.method(),
            request.uri().getRawPath(),
            query.substring(0, cut),
            "host:storage.googleapis.com",
            "",
            "host",
            "UNSIGNED-PAYLOAD");
    String text =
        String.join(
            "\n",
            "GOOG4-RSA-SHA256",
            date,
            date.substring(0, 8) + "/auto/storage/goog4_request",
            HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(UTF_8))));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initVerify(keys.getPublic());
    signature.update(text.getBytes(UTF_8));
    return signature.verify(
        HexFormat.of().parseHex(query.substring(cut + "&X-Goog-Signature=".length())));
  }

  private BucketObjectStore store(String table) throws IOException {
    return store(table, OutgoingConnections.standard());
  }

  private BucketObjectStore store(String table, OutgoingConnections outgoing) throws IOException {
    Path file = Files.writeString(folder.resolve("providers.yaml"), table);
    return new BucketObjectStore(
        new ProvidedStores(
            new StoreSettings(
                "", file, new SecretFiles(folder.resolve("secrets")), Map.of(), outgoing),
            Map.of(
                "gs",
                new ProviderKind(Set.of("GOOGLE_APPLICATION_CREDENTIALS"), GcsProvider::new))));
  }
}
