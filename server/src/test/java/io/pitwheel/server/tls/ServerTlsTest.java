package io.pitwheel.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Empty;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.testing.tls.SelfSigned;
import io.pitwheel.trust.TrustedAuthorities;
import io.pitwheel.trust.UnreadableAuthorities;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerTlsTest {
  private static final String HEALTH = "/apis/v2beta1/healthz";

  @TempDir static Path certificates;
  private static SelfSigned first;
  private static SelfSigned second;

  @TempDir Path folder;
  private Path certificate;
  private Path key;
  private RunningServer server;

  @BeforeAll
  static void makeCertificates() throws Exception {
    first = SelfSigned.make(certificates.resolve("first"), "CN=first server");
    second = SelfSigned.make(certificates.resolve("second"), "CN=second server");
  }

  @BeforeEach
  void start() throws IOException {
    certificate = Files.copy(first.certificate(), folder.resolve("certificate.pem"));
    key = Files.copy(first.key(), folder.resolve("key.pem"));
    server = new RunningServer(settings(Map.of()), 0);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersRestToThoseWhoTrustIt() throws Exception {
    HttpResponse<String> answer = get(first, server.uri(HEALTH));

    assertThat(server.handle().address()).startsWith("https://");
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void answersGrpcToThoseWhoTrustIt() throws Exception {
    X509TrustManager trusting = TrustedAuthorities.of(first.certificate()).trustManager();
    try (ClientFactory factory =
        ClientFactory.builder().tlsCustomizer(context -> context.trustManager(trusting)).build()) {
      HealthzServiceBlockingStub stub =
          GrpcClients.builder("gproto+https://" + server.handle().grpcAddress())
              .factory(factory)
              .build(HealthzServiceBlockingStub.class);

      assertThat(stub.getHealthz(Empty.getDefaultInstance()).getPipelineStore())
          .isEqualTo("database");
    }
  }

  @Test
  void isNotTrustedByOthers() {
    assertThatThrownBy(() -> get(second, server.uri(HEALTH)))
        .isInstanceOf(SSLHandshakeException.class)
        .hasMessageContaining("CN=first server");
  }

  @Test
  void doesNotSpeakInClear() {
    URI inClear = URI.create("http://127.0.0.1:" + server.handle().port() + HEALTH);

    assertThatThrownBy(() -> get(first, inClear)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void speaksCurrentVersionsOfTls(String version) throws Exception {
    assertThat(handshake(version).getProtocol()).isEqualTo(version);
  }

  @Test
  void usesFilesThatReplacedItsOwnWithoutARestart() throws Exception {
    assertThat(subject()).isEqualTo("CN=first server");

    replace(certificate, second.certificate());
    assertThat(subject()).as("a certificate without its key").isEqualTo("CN=first server");

    replace(key, second.key());
    assertThat(subject()).isEqualTo("CN=second server");
    assertThat(get(second, server.uri(HEALTH)).statusCode()).isEqualTo(200);
  }

  @Test
  void goesOnWhenItsFilesAreBrokenOrGone() throws Exception {
    Files.writeString(certificate, "no certificate");
    assertThat(subject()).isEqualTo("CN=first server");

    Files.delete(key);
    assertThat(subject()).isEqualTo("CN=first server");
  }

  @Test
  void doesNotStartWithFilesThatAreNoPair() {
    assertThatThrownBy(
            () -> new RunningServer(settings(Map.of("tls.keyFile", second.key().toString())), 0))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContainingAll("CN=first server", second.key().toString());
    assertThatThrownBy(() -> new RunningServer(settings(Map.of("tls.keyFile", "")), 0))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContainingAll("tls.certificateFile", "tls.keyFile");
  }

  @Test
  void fetchesPipelinesOnlyFromServersThatItsAuthoritiesVouchFor() throws Exception {
    String address = server.handle().address() + "/page.css";
    Map<String, String> trusting = Map.of("pipelines.trustedHosts", "127.0.0.1");

    String known = fetched(address, trusting, first);
    String unknown = fetched(address, trusting, second);

    assertThat(known).doesNotContain("vouched");
    assertThat(unknown).contains(address, "CN=first server", "tls.caFile " + second.certificate());
  }

  /** It binds to an address that its certificate does not name. */
  @Test
  void fetchesNothingFromAServerOfAnotherName() throws Exception {
    var elsewhere =
        ServerSettings.of(folder.resolve("elsewhere"), all(Map.of("server.host", "127.0.0.2")));
    try (var other = new RunningServer(elsewhere, 0)) {
      String answer =
          fetched(
              other.handle().address() + "/page.css",
              Map.of("pipelines.trustedHosts", "127.0.0.2"),
              first);

      assertThat(answer).contains("127.0.0.2", "CN=first server is not one of the host");
    }
  }

  private String fetched(String address, Map<String, String> more, SelfSigned authority)
      throws Exception {
    var settings = new HashMap<>(more);
    settings.put("tls.caFile", authority.certificate().toString());
    settings.put("tls.certificateFile", "");
    settings.put("tls.keyFile", "");
    var plain =
        ServerSettings.of(
            folder.resolve("of " + authority.certificate().getParent().getFileName()),
            all(settings));
    try (var other = new RunningServer(plain, 0)) {
      return other
          .post(
              "/apis/v2beta1/pipelines/create",
              """
              {"pipeline": {"display_name": "fetched"},
               "pipeline_version": {"package_url": {"pipeline_url": "%s"}}}
              """
                  .formatted(address))
          .body();
    }
  }

  private ServerSettings settings(Map<String, String> more) {
    return ServerSettings.of(folder.resolve("data"), all(more));
  }

  private Map<String, String> all(Map<String, String> more) {
    var all = new HashMap<String, String>();
    all.put("server.port", "0");
    all.put("server.grpcPort", "0");
    all.put("tls.certificateFile", certificate.toString());
    all.put("tls.keyFile", key.toString());
    all.putAll(more);
    return all;
  }

  private static HttpResponse<String> get(SelfSigned trusted, URI place)
      throws IOException, InterruptedException {
    try (HttpClient client =
        HttpClient.newBuilder().sslContext(trusting(trusted.certificate())).build()) {
      return client.send(HttpRequest.newBuilder(place).GET().build(), BodyHandlers.ofString());
    }
  }

  private static SSLContext trusting(Path authorities) throws IOException {
    try {
      return TrustedAuthorities.of(authorities).context();
    } catch (UnreadableAuthorities exception) {
      throw new IOException(exception);
    }
  }

  /** The name in the certificate that a new connection gets. */
  private String subject() throws IOException {
    var shown = (X509Certificate) handshake("TLSv1.3").getPeerCertificates()[0];
    return shown.getSubjectX500Principal().getName();
  }

  private SSLSession handshake(String version) throws IOException {
    Path both =
        Files.writeString(folder.resolve("both.pem"), Files.readString(first.certificate()));
    Files.writeString(both, Files.readString(second.certificate()), StandardOpenOption.APPEND);
    try (var socket =
        (SSLSocket)
            trusting(both).getSocketFactory().createSocket("127.0.0.1", server.handle().port())) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return socket.getSession();
    }
  }

  private static void replace(Path file, Path by) throws IOException {
    Path next = Files.copy(by, file.resolveSibling("next.pem"));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
