package io.pitwheel.objectstore.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.cloud.CloudKinds;
import io.pitwheel.objectstore.provider.ProvidedStores;
import io.pitwheel.objectstore.provider.ProviderKinds;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where credentials are found of whom nobody gave a key: in what variables of a container name. */
class CredentialSearchTest {
  private static final String SESSION =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <Credentials>
            <AccessKeyId>access</AccessKeyId>
            <SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>session-of-the-pod</SessionToken>
            <Expiration>2100-01-01T00:00:00Z</Expiration>
          </Credentials>
          <AssumedRoleUser>
            <Arn>arn:aws:sts::123456789012:assumed-role/pods/pod</Arn>
            <AssumedRoleId>id:pod</AssumedRoleId>
          </AssumedRoleUser>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private final Properties before = (Properties) System.getProperties().clone();
  private final BucketServer server = BucketServer.shared();
  private final String bucket = server.newBucket();

  @TempDir Path folder;

  @AfterEach
  void forgetVariables() {
    System.setProperties(before);
  }

  @Test
  void readsThemFromAFileThatIsMounted() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("profiles"),
            "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
                .formatted(BucketServer.ACCESS_KEY, BucketServer.SECRET_KEY));
    server.put(bucket, "file", "text");

    ObjectStore store =
        store(server.endpoint(), Map.of("AWS_SHARED_CREDENTIALS_FILE", file.toString()));

    assertThat(store.exists("s3://%s/file".formatted(bucket))).isTrue();
  }

  @Test
  void getsThemForTheTokenOfAServiceAccount() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "token-of-the-pod");
    var questions = new CopyOnWriteArrayList<String>();
    var sessions = new CopyOnWriteArrayList<String>();
    HttpServer cloud = startCloud(questions, sessions);
    try {
      URI address = URI.create("http://127.0.0.1:" + cloud.getAddress().getPort());
      System.setProperty("aws.endpointUrlSts", address.toString());
      ObjectStore store =
          store(
              address,
              Map.of(
                  "AWS_WEB_IDENTITY_TOKEN_FILE", token.toString(),
                  "AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/pods",
                  "AWS_REGION", "us-east-1"));

      assertThat(store.find("s3://bucket/file")).isPresent();
    } finally {
      cloud.stop(0);
    }
    assertThat(questions)
        .singleElement()
        .asString()
        .contains("AssumeRoleWithWebIdentity", "token-of-the-pod", "role%2Fpods");
    assertThat(sessions).containsExactly("session-of-the-pod");
  }

  @Test
  void saysThatThereAreNone() {
    ObjectStore store =
        store(
            server.endpoint(),
            Map.of(
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_SHARED_CREDENTIALS_FILE",
                folder.resolve("none").toString()));

    assertThatThrownBy(() -> store.exists("s3://%s/file".formatted(bucket)))
        .hasMessageContainingAll("no credentials", "AWS_ACCESS_KEY_ID", "environment");
  }

  @Test
  void isDoneByTheCloudsOfThisProgram() {
    assertThat(ProviderKinds.ofThisProgram())
        .get()
        .isInstanceOfSatisfying(
            CloudKinds.class,
            kinds -> assertThat(kinds.byScheme()).containsOnlyKeys("s3", "minio", "gs", "azblob"));
  }

  private ObjectStore store(URI endpoint, Map<String, String> environment) {
    JsonObject standard =
        new JsonMembers().put("endpoint", endpoint.toString()).put("region", "us-east-1").build();
    var settings =
        new StoreSettings(
            "", null, new SecretFiles(folder), environment, OutgoingConnections.standard());
    return new BucketObjectStore(
        ProvidedStores.told(
            JsonMembers.of("s3", JsonMembers.of("default", standard)),
            settings,
            new CloudKinds().byScheme()));
  }

  /** Gives out a session for whatever is posted, and has every object that is looked for. */
  private static HttpServer startCloud(List<String> questions, List<String> sessions)
      throws IOException {
    HttpServer cloud =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cloud.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestMethod().equals("POST")) {
              questions.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
              byte[] answer = SESSION.getBytes(UTF_8);
              exchange.getResponseHeaders().add("Content-Type", "text/xml");
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
            } else {
              sessions.add(exchange.getRequestHeaders().getFirst("X-Amz-Security-Token"));
              exchange.getResponseHeaders().add("Last-Modified", "Thu, 01 Jan 1970 00:00:00 GMT");
              exchange.getResponseHeaders().add("Content-Length", "4");
              exchange.sendResponseHeaders(200, -1);
            }
          }
        });
    cloud.start();
    return cloud;
  }
}
