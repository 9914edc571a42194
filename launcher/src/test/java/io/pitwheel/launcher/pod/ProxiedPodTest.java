package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.testing.network.ProxyServer;
import io.pitwheel.value.JsonMembers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pod whose object store, and whose user's world, are behind a proxy. */
@Timeout(120)
class ProxiedPodTest extends PodFixture {
  @TempDir Path proxyFolder;
  private ProxyServer proxy;

  ProxiedPodTest() throws IOException {
    server.close();
    server = new LaunchServer(ProxyServer.BEYOND, TOKEN::equals, "4.2/2");
  }

  @BeforeEach
  void startProxy() throws IOException {
    proxy = ProxyServer.start(proxyFolder);
    Files.writeString(home.resolve("server"), server.address());
    server.tellsOfNetwork(
        new JsonMembers()
            .put("proxy", proxy.address())
            .put("direct_hosts", "localhost,.svc")
            .build());
  }

  @AfterEach
  void stopProxy() {
    proxy.close();
  }

  @Test
  void reachesTheStoreThroughTheProxyAndTheServerWithoutIt() {
    server.put("s3://bucket/in/rows", "rows");

    int exitCode =
        run(
            shell("cat $0 > $1")
                .arguments(
                    "{{$.inputs.artifacts['file'].path}}", "{{$.outputs.artifacts['model'].path}}")
                .artifact("file", "s3://bucket/in/rows")
                .outputArtifact("model", "system.Model"));

    assertThat(exitCode).as(notes()).isZero();
    assertThat(server.textOf(OUTPUTS + "/model")).isEqualTo("rows");
    assertThat(proxy.requestsTo(URI.create(server.address())))
        .anyMatch(line -> line.startsWith("GET "))
        .anyMatch(line -> line.startsWith("PUT "))
        .noneMatch(line -> line.contains("launches:"));
  }

  @Test
  void tellsTheCommandOfTheProxyButLeavesItsOwnVariables() {
    server.tells(instruction(shell("env").variable("HTTP_PROXY", "http://own:1")));

    int exitCode = launch(Map.of("KUBERNETES_SERVICE_HOST", "10.96.0.1")).run();

    assertThat(exitCode).as(notes()).isZero();
    assertThat(printed.toString(UTF_8).lines())
        .contains(
            "HTTP_PROXY=http://own:1",
            "https_proxy=" + proxy.address(),
            "HTTPS_PROXY=" + proxy.address())
        .anySatisfy(
            line -> assertThat(line).startsWith("NO_PROXY=localhost,").endsWith(",10.96.0.1"))
        .noneMatch(line -> line.startsWith("http_proxy="));
  }
}
