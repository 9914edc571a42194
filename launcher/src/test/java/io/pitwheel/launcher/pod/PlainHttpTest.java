package io.pitwheel.launcher.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.pitwheel.testing.network.ProxyServer;
import io.pitwheel.testing.tls.SelfSigned;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests to a store in another network, whose certificate a private authority vouches for. */
class PlainHttpTest {
  @TempDir static Path folder;
  private static ProxyServer proxy;
  private static HttpsServer store;
  private static URI address;
  private static TrustedAuthorities authorities;

  @BeforeAll
  static void start() throws Exception {
    proxy = ProxyServer.start(folder);
    SelfSigned own = SelfSigned.make(folder.resolve("own"), "CN=store", "ip:" + ProxyServer.BEYOND);
    authorities = TrustedAuthorities.ofText(Files.readString(own.certificate()));
    store = HttpsServer.create(new InetSocketAddress(ProxyServer.BEYOND, 0), 0);
    store.setHttpsConfigurator(new HttpsConfigurator(own.context()));
    store.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    store.start();
    address =
        URI.create("https://%s:%d/a".formatted(ProxyServer.BEYOND, store.getAddress().getPort()));
  }

  @AfterAll
  static void stop() {
    store.stop(0);
    proxy.close();
  }

  @Test
  void goesThroughTheProxyToWhomThePrivateAuthorityVouchesFor() throws IOException {
    var http =
        new PlainHttp(new OutgoingConnections(authorities, OutgoingProxy.of(proxy.address(), "")));

    assertThat(status(http)).isEqualTo(204);
    assertThat(proxy.requestsTo(address)).last().asString().startsWith("CONNECT ");
  }

  @Test
  void saysWhoseCertificateNobodyVouchesFor() {
    assertThatThrownBy(() -> status(PlainHttp.DIRECT))
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("the certificate of CN=store");
  }

  private static int status(PlainHttp http) throws IOException {
    try (HttpAnswer answer = http.send("GET", address.toString(), Map.of())) {
      return answer.status();
    }
  }
}
