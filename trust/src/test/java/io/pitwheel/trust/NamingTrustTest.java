package io.pitwheel.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.testing.tls.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One who trusts a first certificate and one who trusts a second, asked as sockets ask. */
@Timeout(60)
class NamingTrustTest {
  private static final String ALGORITHM = "ECDHE_ECDSA";

  @TempDir static Path folder;
  private static SelfSigned first;
  private static SelfSigned second;
  private static SelfSigned third;
  private static NamingTrust trust;

  @BeforeAll
  static void makeCertificates() throws Exception {
    first = SelfSigned.make(folder.resolve("first"), "CN=first");
    second = SelfSigned.make(folder.resolve("second"), "CN=second");
    third = SelfSigned.make(folder.resolve("third"), "CN=third");
    trust = new NamingTrust(managerOf(first), managerOf(second), "the first or the second");
  }

  @Test
  void trustsWhomEitherTrusts() {
    assertThatCode(() -> shakeHands(first, trust)).doesNotThrowAnyException();
    assertThatCode(() -> shakeHands(second, trust)).doesNotThrowAnyException();
    assertThatCode(() -> trust.checkServerTrusted(chainOf(first), ALGORITHM))
        .doesNotThrowAnyException();
    assertThat(trust.getAcceptedIssuers())
        .extracting(issuer -> issuer.getSubjectX500Principal().getName())
        .containsExactlyInAnyOrder("CN=first", "CN=second");
  }

  @Test
  void saysWhomNeitherTrusts() {
    assertThatThrownBy(() -> shakeHands(third, trust))
        .isInstanceOf(SSLHandshakeException.class)
        .satisfies(thrown ->
            assertThat(Distrust.find(thrown).orElseThrow())
                .hasMessage(
                    "the certificate of CN=third, issued by CN=third, is not vouched for by the first or the second"));
    assertThatThrownBy(() -> trust.checkServerTrusted(chainOf(third), ALGORITHM))
        .isInstanceOf(CertificateException.class)
        .hasMessageContaining("CN=third");
  }

  @Test
  void saysWhoseCertificateIsOfAnotherHost() throws Exception {
    var moved = SelfSigned.make(folder.resolve("moved"), "CN=moved", "dns:example.org");
    var trustsIt = new NamingTrust(managerOf(moved), managerOf(second), "the moved one");

    assertThatThrownBy(() -> shakeHands(moved, trustsIt))
        .isInstanceOf(SSLHandshakeException.class)
        .satisfies(thrown ->
            assertThat(Distrust.find(thrown).orElseThrow())
                .hasMessageStartingWith("the certificate of CN=moved is not one of the host: "));
    // Whose host nobody asks about is trusted.
    assertThatCode(() -> trustsIt.checkServerTrusted(chainOf(moved), ALGORITHM))
        .doesNotThrowAnyException();
  }

  @Test
  void leavesClientsToTheSecond() throws Exception {
    SSLEngine engine = second.context().createSSLEngine();
    try (var socket = new Socket()) {
      for (SelfSigned client : new SelfSigned[] {first, third}) {
        X509Certificate[] chain = chainOf(client);
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC"))
            .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC", socket))
            .isInstanceOf(CertificateException.class);
        assertThatThrownBy(() -> trust.checkClientTrusted(chain, "EC", engine))
            .isInstanceOf(CertificateException.class);
      }
      X509Certificate[] known = chainOf(second);
      assertThatCode(() -> trust.checkClientTrusted(known, "EC")).doesNotThrowAnyException();
      assertThatCode(() -> trust.checkClientTrusted(known, "EC", socket))
          .doesNotThrowAnyException();
    }
  }

  /** Connects by a socket that wants to know whether the certificate is one of the host. */
  private static void shakeHands(SelfSigned shown, NamingTrust trusting) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {trusting}, null);
    try (var server =
            (SSLServerSocket)
                shown.context().getServerSocketFactory().createServerSocket(0, 1, here);
        var socket = (SSLSocket) context.getSocketFactory().createSocket()) {
      Thread answering = Thread.ofVirtual().start(() -> answer(server));
      socket.connect(server.getLocalSocketAddress());
      var parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      try {
        socket.startHandshake();
      } finally {
        socket.close();
        answering.join();
      }
    }
  }

  private static void answer(SSLServerSocket server) {
    try (var socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
    } catch (IOException exception) {
      // Whoever calls does not trust it, and says so itself.
    }
  }

  private static X509Certificate[] chainOf(SelfSigned certificate)
      throws IOException, GeneralSecurityException {
    try (InputStream stream = Files.newInputStream(certificate.certificate())) {
      return new X509Certificate[] {
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream)
      };
    }
  }

  private static X509ExtendedTrustManager managerOf(SelfSigned trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("only", chainOf(trusted)[0]);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
  }
}
