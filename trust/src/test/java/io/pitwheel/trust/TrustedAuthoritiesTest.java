package io.pitwheel.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pitwheel.testing.tls.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Authorities of a file, against a server whose certificate vouches for itself. */
class TrustedAuthoritiesTest {
  @TempDir static Path folder;
  private static SelfSigned own;
  private static HttpsServer server;

  @BeforeAll
  static void start() throws Exception {
    own = SelfSigned.make(folder.resolve("own"), "CN=own");
    server = serve(own);
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static HttpsServer serve(SelfSigned shown) throws IOException {
    HttpsServer made =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    made.setHttpsConfigurator(new HttpsConfigurator(shown.context()));
    made.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    made.start();
    return made;
  }

  private static int get(TrustedAuthorities authorities, HttpsServer asked)
      throws IOException, InterruptedException {
    try (var client = HttpClient.newBuilder().sslContext(authorities.context()).build()) {
      var address = URI.create("https://127.0.0.1:" + asked.getAddress().getPort());
      return client
          .send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void vouchForAServer() throws Exception {
    var authorities = TrustedAuthorities.of(own.certificate());

    assertThat(get(authorities, server)).isEqualTo(204);
    assertThat(authorities.trustManager().getAcceptedIssuers())
        .extracting(issuer -> issuer.getSubjectX500Principal().getName())
        .contains("CN=own");
  }

  @Test
  void nameTheCertificateAndTheFileOfOthers() throws Exception {
    Path other = SelfSigned.make(folder.resolve("other"), "CN=other").certificate();

    assertDistrusted(TrustedAuthorities.of(other), server, "CN=own", "tls.caFile " + other);
    assertDistrusted(TrustedAuthorities.standard(), server, "CN=own", "Java's own list");
  }

  @Test
  void doNotVouchForAnotherHost() throws Exception {
    SelfSigned elsewhere =
        SelfSigned.make(folder.resolve("elsewhere"), "CN=elsewhere", "dns:example.org");
    HttpsServer there = serve(elsewhere);

    assertDistrusted(
        TrustedAuthorities.of(elsewhere.certificate()), there, "CN=elsewhere", "127.0.0.1");
    there.stop(0);
  }

  private static void assertDistrusted(
      TrustedAuthorities authorities, HttpsServer asked, String... words) {
    assertThatThrownBy(() -> get(authorities, asked))
        .satisfies(thrown ->
            assertThat(Distrust.find(thrown).orElseThrow()).hasMessageContainingAll(words));
  }

  @Test
  void areRefusedWithTheFileThatHoldsNone() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.pem"));
    Path noise = Files.writeString(folder.resolve("noise.pem"), "not a certificate");

    for (Path file : new Path[] {empty, noise, folder.resolve("absent.pem")}) {
      assertThatThrownBy(() -> TrustedAuthorities.of(file))
          .isInstanceOf(UnreadableAuthorities.class)
          .hasMessageContainingAll("tls.caFile " + file, "certificates in PEM form");
    }
  }

  @Test
  void areNotToBlameForOtherFailures() {
    var broken = new IOException("closed", new IOException("reset"));
    assertThat(Distrust.find(broken)).isEmpty();
    assertThat(Distrust.rootOf(broken)).hasMessage("reset");
    assertThat(Distrust.find(new IOException(new CertificateException("unknown")))).isPresent();
  }
}
