package io.pitwheel.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRouteTest {
  @Test
  void servesOnePageThatLoadsNothingFromElsewhere(@TempDir Path folder) {
    try (var server = new RunningServer(folder)) {
      var page = server.get("/");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("content-security-policy"))
          .hasValueSatisfying(policy ->
              assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"));
      assertThat(page.body()).contains("/page.js", "/page.css").doesNotContain("http");
      assertThat(server.get("/page.js").headers().firstValue("content-type"))
          .hasValueSatisfying(type -> assertThat(type).contains("javascript"));
      assertThat(server.get("/page.css").statusCode()).isEqualTo(200);
      assertThat(server.get("/page.map").statusCode()).isEqualTo(404);
    }
  }
}
