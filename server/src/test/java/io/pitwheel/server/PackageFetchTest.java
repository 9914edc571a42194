package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.pitwheel.server.assembly.ServerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines from addresses: from a trusted server of this machine, and from nowhere else here. */
class PackageFetchTest {
  private static final String PIPELINES = "/apis/v2beta1/pipelines";

  @TempDir static Path folder;
  private static RunningServer server;
  private static HttpServer packages;

  @BeforeAll
  static void start() throws IOException {
    packages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] pipeline = Specifications.twoSteps();
    serve("/two-steps.yaml", 200, pipeline);
    serve("/broken.yaml", 200, new byte[] {'['});
    serve("/endless.yaml", 200, new byte[33 * 1024 * 1024]);
    redirect("/moved.yaml", "/two-steps.yaml");
    redirect("/round", "/round");
    redirect("/inwards", "https://localhost:1/two-steps.yaml");
    packages.start();
    server =
        new RunningServer(
            ServerSettings.of(
                folder,
                Map.of(
                    "server.port",
                    "0",
                    "server.grpcPort",
                    "0",
                    "pipelines.trustedHosts",
                    "packages.example.com,127.0.0.1:" + packages.getAddress().getPort())),
            0);
  }

  @AfterAll
  static void stop() {
    server.close();
    packages.stop(0);
  }

  private static void serve(String path, int status, byte[] content) {
    packages.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status, content.length);
          try (var body = exchange.getResponseBody()) {
            body.write(content);
          } catch (IOException exception) {
            // The reader had enough, which is what this is for.
            assertThat(content.length).isGreaterThan(1_000_000);
          }
        });
  }

  private static void redirect(String path, String location) {
    packages.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Location", location);
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
  }

  @Test
  void makesAPipelineOfWhatAnAddressGivesAndTellsTheAddress() {
    HttpResponse<String> created = create("fetched", trusted("/two-steps.yaml"));
    String id = RunningServer.text(created.body(), "pipeline_id");

    var added =
        server.post(
            PIPELINES + "/" + id + "/versions",
            "{\"display_name\":\"moved\",\"package_url\":{\"pipeline_url\":\"%s\"}}"
                .formatted(trusted("/moved.yaml")));

    assertThat(created.body()).contains("\"name\":\"fetched\"");
    assertThat(server.get(PIPELINES + "/" + id + "/versions").body())
        .contains("\"package_url\":{\"pipeline_url\":\"%s\"}".formatted(trusted("/two-steps.yaml")))
        .contains("\"name\":\"fetched\"", "\"total_size\":2");
    assertThat(added.body())
        .contains("\"pipeline_url\":\"%s\"".formatted(trusted("/moved.yaml")), "pipeline_spec");
  }

  @Test
  void refusesWhatIsNoPipelineTooLongOrNotThere() {
    assertRefused(trusted("/broken.yaml"), "expected");
    assertRefused(trusted("/endless.yaml"), "at most 33554432 bytes");
    assertRefused(trusted("/none.yaml"), "404");
    assertRefused(trusted("/round"), "at most 5 redirects");
    assertRefused(trusted("/inwards"), "a public address");
    assertRefused("http://127.0.0.1:1/a.yaml", "https");
  }

  @Test
  void refusesAddressesThatAreNotPublic() {
    for (String host :
        new String[] {
          "127.0.0.1",
          "localhost",
          "10.1.2.3",
          "172.16.0.1",
          "192.168.0.1",
          "169.254.169.254",
          "100.64.0.1",
          "192.0.0.8",
          "198.18.0.1",
          "0.0.0.0",
          "255.255.255.255",
          "224.0.0.1",
          "2130706433",
          "[::1]",
          "[::]",
          "[fe80::1]",
          "[fd00:ec2::254]",
          "[::ffff:127.0.0.1]",
          "[64:ff9b::7f00:1]",
          "[2002:7f00:1::]",
          "[2001:0:1::]"
        }) {
      assertRefused("https://" + host + "/a.yaml", "expected: ");
    }
  }

  @Test
  void refusesWhatIsNoAddressToFetch() {
    assertRefused("ftp://example.com/a.yaml", "https://HOST/PATH");
    assertRefused("file:///etc/passwd", "https://HOST/PATH");
    assertRefused("https://user:secret@example.com/a.yaml", "without a user");
    assertRefused("https:///a.yaml", "https");
    assertRefused("not an address", "an address such as");
    assertRefused("https://example.com/" + "a".repeat(2_048), "at most 2048");
    assertRefused("http://example.com/a.yaml", "https");
  }

  private static void assertRefused(String address, String told) {
    HttpResponse<String> answer = create("refused", address);

    assertThat(answer.body()).as(address).contains(told);
    assertThat(answer.statusCode()).as(address).isEqualTo(400);
    assertThat(server.get(PIPELINES + "/names/refused").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> create(String name, String address) {
    return server.post(
        PIPELINES + "/create",
        "{\"pipeline\":{\"name\":\"%s\"},\"pipeline_version\":{\"package_url\":{\"pipeline_url\":\"%s\"}}}"
            .formatted(name, address));
  }

  private static String trusted(String path) {
    return "http://127.0.0.1:" + packages.getAddress().getPort() + path;
  }
}
