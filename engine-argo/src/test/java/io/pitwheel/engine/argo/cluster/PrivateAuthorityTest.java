package io.pitwheel.engine.argo.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.testing.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An API server for which only a private authority vouches. It has nothing. */
@Timeout(60)
final class PrivateAuthorityTest {
  private static final byte[] NOT_FOUND =
      """
      {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
      """
          .getBytes(UTF_8);

  @TempDir static Path folder;
  private static HttpsServer server;
  private static Path own;
  private static Path other;

  @BeforeAll
  static void start() throws Exception {
    SelfSigned certificate = SelfSigned.make(folder.resolve("own"), "CN=cluster", "ip:127.0.0.1");
    own = certificate.certificate();
    other = SelfSigned.make(folder.resolve("other"), "CN=other", "ip:127.0.0.1").certificate();
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(404, NOT_FOUND.length);
          exchange.getResponseBody().write(NOT_FOUND);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @Test
  void isBelievedWhereTheKubeconfigNamesNone() throws IOException {
    assertThat(isThere(null, own)).isFalse();
  }

  @Test
  void isBelievedWhereTheKubeconfigNamesItWhateverElseIsSet() throws IOException {
    assertThat(isThere(own, null)).isFalse();
    assertThat(isThere(own, other)).isFalse();
  }

  @Test
  void isNotBelievedWhereNobodyNamesItOrTheKubeconfigNamesAnother() {
    assertThatThrownBy(() -> isThere(null, null)).isInstanceOf(PipelinesException.class);
    assertThatThrownBy(() -> isThere(null, other)).isInstanceOf(PipelinesException.class);
    assertThatThrownBy(() -> isThere(other, own))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("unable to find valid certification path");
  }

  private static boolean isThere(@Nullable Path inKubeconfig, @Nullable Path inSettings)
      throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: only
            contexts: [{name: only, context: {cluster: only, user: only}}]
            users: [{name: only, user: {token: any}}]
            clusters:
            - name: only
              cluster: {server: "https://127.0.0.1:%d"%s}
            """
                .formatted(
                    server.getAddress().getPort(),
                    inKubeconfig == null ? "" : ", certificate-authority: " + inKubeconfig));
    try (var connection = ClusterConnection.open(Optional.of(kubeconfig), inSettings, "")) {
      return connection.workflows().isThere("any", "none");
    }
  }
}
