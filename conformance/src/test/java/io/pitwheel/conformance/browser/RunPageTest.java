package io.pitwheel.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.CommandRun;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who opens the link that the SDK prints. */
class RunPageTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @Test
  void showsWhyARunFailed(@TempDir Path folder) throws IOException {
    Browser browser = Browser.require(folder);
    Path data = Files.createDirectory(folder.resolve("data"));

    try (var server = Pitwheel.startServer(data)) {
      String runId = failedRun(server.address());
      String page = browser.pageAt(server.address() + "/#/runs/details/" + runId);
      String list = browser.pageAt(server.address() + "/");

      assertThat(page)
          .contains("<span class=\"state FAILED\">FAILED</span>")
          .contains(">fail</a>")
          .contains("Log of fail")
          .contains("the &lt;b&gt;reason&lt;/b&gt; is here");
      assertThat(list).contains("#/runs/details/" + runId);

      forgetLogs(data);
      assertThat(browser.pageAt(server.address() + "/#/runs/details/" + runId))
          .contains("Log of fail", "<span class=\"error\">reading a log: that of task ")
          .contains("is not kept here")
          .doesNotContain("\"code\"");
    }
  }

  @Test
  void asksForALogThatIsElsewhereAgainButNotForEver(@TempDir Path folder) throws IOException {
    Browser browser = Browser.require(folder);

    try (var logs = new AwayLogs()) {
      String page = browser.pageAt(logs.address() + "/#/runs/details/one", Duration.ofMinutes(10));

      assertThat(page)
          .contains("it is elsewhere")
          .contains("Asked 60 times; choose the task once more to ask again.");
      assertThat(logs.asked()).isEqualTo(60);
    }
  }

  private static void forgetLogs(Path data) throws IOException {
    try (var files = Files.walk(data.resolve("logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
  }

  private static String failedRun(String address) {
    Path pipeline = Checkout.root().resolve("conformance/src/test/resources/browser/failing.yaml");
    CommandRun run =
        Pitwheel.run(
            LIMIT, List.of("run", pipeline.toString(), "--output", "json", "--server", address));
    assertThat(run.exitCode()).as(run.error()).isEqualTo(1);
    var result = (JsonObject) JsonReader.read(run.output());
    return ((JsonText) result.members().get("run_id")).value();
  }
}
