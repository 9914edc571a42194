package io.pitwheel.server.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.testing.network.ProxyServer;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pipeline that is fetched from another network. */
class ProxiedPackageTest {
  /** Names of another network are known to the proxy alone; this one it does not know either. */
  @Test
  void isLookedForByTheProxyWhereItsNameMeansNothingHere(@TempDir Path folder) {
    String address = "https://packages.invalid/pipeline.yaml";
    try (ProxyServer proxy = ProxyServer.start(folder)) {
      assertRefused(proxied(proxy, ""), address, "an answer within");
      assertThat(proxy.requestsTo(URI.create("https://packages.invalid:443"))).isNotEmpty();
    }
    assertRefused(
        new PackageFetcher("", OutgoingConnections.standard()), address, "a host that is known");
  }

  @Test
  void isNotFetchedFromAPrivateAddressThroughTheProxyEither(@TempDir Path folder) {
    try (ProxyServer proxy = ProxyServer.start(folder)) {
      assertRefused(
          proxied(proxy, ""), "https://%s/a.yaml".formatted(ProxyServer.BEYOND), "public address");
      assertThat(proxy.requestsTo(URI.create("https://" + ProxyServer.BEYOND + ":443"))).isEmpty();
    }
  }

  private static PackageFetcher proxied(ProxyServer proxy, String trusted) {
    return new PackageFetcher(
        trusted,
        new OutgoingConnections(
            TrustedAuthorities.standard(), OutgoingProxy.of(proxy.address(), "")));
  }

  private static void assertRefused(PackageFetcher fetcher, String address, String expected) {
    assertThatThrownBy(() -> fetcher.fetch(address))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void isFetchedThroughTheProxy(@TempDir Path folder) throws IOException {
    HttpServer packages = HttpServer.create(new InetSocketAddress(ProxyServer.BEYOND, 0), 0);
    packages.createContext(
        "/",
        exchange -> {
          byte[] text = "root: {}".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    packages.start();
    String host = "%s:%d".formatted(ProxyServer.BEYOND, packages.getAddress().getPort());
    try (ProxyServer proxy = ProxyServer.start(folder)) {
      byte[] fetched = proxied(proxy, host).fetch("http://%s/pipeline.yaml".formatted(host));

      assertThat(new String(fetched, UTF_8)).isEqualTo("root: {}");
      assertThat(proxy.requestsTo(URI.create("http://" + host))).isNotEmpty();
    } finally {
      packages.stop(0);
    }
  }
}
