package io.pitwheel.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutgoingProxyTest {
  private static final OutgoingProxy PROXY =
      OutgoingProxy.of(
          "http://10.1.2.3:3128",
          "Example.com, .inside.test,*.star.test, 10.0.0.0/9,192.0.2.7,fd00::/8,nobody/x,10.0.0.0/33");

  @ParameterizedTest
  @CsvSource({
    "https://storage.example.net/a, true",
    "http://example.com/a, false",
    "https://deep.EXAMPLE.com/a, false",
    "https://notexample.com/a, true",
    "https://inside.test/a, false",
    "https://a.inside.test:8443/a, false",
    "https://a.star.test/, false",
    "http://10.127.255.255/, false",
    "http://10.128.0.0/, true",
    "http://192.0.2.7:9000/, false",
    "http://192.0.2.8/, true",
    "'http://[fd12::1]:80/', false",
    "'http://[fe12::1]/', true",
    "http://localhost:8080/, false",
    "http://127.0.0.1/, false",
    "'http://[::1]/', false",
    "http://pitwheel:8888/, false",
    "http://minio.kubeflow.svc:9000/, false",
    "http://minio.kubeflow.svc.cluster.local/, false",
    "http://169.254.169.254/latest, false"
  })
  void goesThroughItToOtherNetworksOnly(String address, boolean isProxied) {
    Proxy found = PROXY.proxyFor(URI.create(address));

    assertThat(found.type()).isEqualTo(isProxied ? Proxy.Type.HTTP : Proxy.Type.DIRECT);
    assertThat(PROXY.selector().select(URI.create(address))).containsExactly(found);
  }

  @Test
  void isWhereItsAddressSays() {
    assertThat(PROXY.proxyFor(URI.create("https://storage.example.net")).address())
        .isEqualTo(new InetSocketAddress("10.1.2.3", 3128));
    assertThat(PROXY.routeTo(URI.create("https://storage.example.net")))
        .isEqualTo(" through the proxy http://10.1.2.3:3128");
    assertThat(PROXY.routeTo(URI.create("https://example.com"))).isEmpty();
  }

  @Test
  void excludesEverythingByAStar() {
    OutgoingProxy proxy = OutgoingProxy.of("http://10.1.2.3:3128", "*");

    assertThat(proxy.proxyFor(URI.create("https://a.example"))).isEqualTo(Proxy.NO_PROXY);
  }

  @Test
  void isTakenOutForOneMoreHost() {
    OutgoingProxy proxy = PROXY.without("10.200.0.1");

    assertThat(proxy.proxyFor(URI.create("http://10.200.0.1:8888/"))).isEqualTo(Proxy.NO_PROXY);
    assertThat(proxy.directHosts()).startsWith("localhost,127.0.0.1").endsWith(",10.200.0.1");
    assertThat(PROXY.without("")).isSameAs(PROXY);
  }

  @Test
  void isToldToProgramsInBothSpellings() {
    Map<String, String> told = PROXY.addedTo(Map.of("PATH", "/bin"));

    assertThat(told)
        .containsEntry("PATH", "/bin")
        .containsEntry("http_proxy", "http://10.1.2.3:3128")
        .containsEntry("HTTP_PROXY", "http://10.1.2.3:3128")
        .containsEntry("https_proxy", "http://10.1.2.3:3128")
        .containsEntry("HTTPS_PROXY", "http://10.1.2.3:3128")
        .containsEntry("no_proxy", PROXY.directHosts())
        .containsEntry("NO_PROXY", PROXY.directHosts());
  }

  @Test
  void leavesVariablesThatAreSetInEitherSpelling() {
    assertThat(PROXY.addedTo(Map.of("HTTPS_PROXY", "http://own:1", "no_proxy", "")))
        .containsEntry("HTTPS_PROXY", "http://own:1")
        .containsEntry("no_proxy", "")
        .containsEntry("http_proxy", "http://10.1.2.3:3128")
        .doesNotContainKeys("https_proxy", "NO_PROXY");
  }

  @Test
  void isNothingWithoutAnAddress() {
    OutgoingProxy none = OutgoingProxy.of("", "example.com");

    assertThat(none.exists()).isFalse();
    assertThat(none.addedTo(Map.of("PATH", "/bin"))).isEqualTo(Map.of("PATH", "/bin"));
    assertThat(none.proxyFor(URI.create("https://a.example"))).isEqualTo(Proxy.NO_PROXY);
    assertThat(none.without("10.200.0.1")).isSameAs(none);
    assertThat(none).hasToString("no proxy");
  }
}
