package io.pitwheel.server.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
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
      var fetcher =
          new PackageFetcher(
              host,
              new OutgoingConnections(
                  TrustedAuthorities.standard(), OutgoingProxy.of(proxy.address(), "")));

      byte[] fetched = fetcher.fetch("http://%s/pipeline.yaml".formatted(host));

      assertThat(new String(fetched, UTF_8)).isEqualTo("root: {}");
      assertThat(proxy.requestsTo(URI.create("http://" + host))).isNotEmpty();
    } finally {
      packages.stop(0);
    }
  }
}
