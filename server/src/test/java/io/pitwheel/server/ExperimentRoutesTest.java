package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentRoutesTest {
  private static final String EXPERIMENTS = "/apis/v2beta1/experiments";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void answersWhatItCreatedInKfpsShape() {
    var answer = server.post(EXPERIMENTS, "{\"display_name\":\"first\",\"description\":\"one\"}");

    String id = RunningServer.text(answer.body(), "experiment_id");
    String expected =
        """
        {"experiment_id":"%s","display_name":"first","description":"one",\
        "created_at":"2026-01-02T03:04:05Z","storage_state":"AVAILABLE",\
        "last_run_created_at":"1970-01-01T00:00:00Z"}\
        """
            .formatted(id);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(expected);
    assertThat(server.get(EXPERIMENTS + "/" + id).body()).isEqualTo(expected);
  }

  @Test
  void findsTheDefaultExperimentByNameAsTheSdkAsks() {
    String filter =
        "{\"predicates\": [{\"operation\": 1, \"key\": \"display_name\", \"stringValue\":"
            + " \"Default\"}]}";

    var answer = list("&filter=" + encode(filter) + "&namespace=&page_token=&sort_by=");

    assertThat(answer.body()).contains("\"display_name\":\"Default\"", "\"total_size\":1");
  }

  @Test
  void filtersInSnakeCaseWithTheOperationByNameAndEncodedTwice() {
    String filter =
        "{\"predicates\":[{\"operation\":\"EQUALS\",\"key\":\"name\",\"string_value\":\"a+b %\"}]}";
    server.post(EXPERIMENTS, "{\"display_name\":\"a+b %\"}");

    assertThat(list("&filter=" + encode(filter)).body()).contains("\"total_size\":1");
    assertThat(list("&filter=" + encode(encode(filter))).body()).contains("\"total_size\":1");
  }

  @Test
  void pagesThroughAllInTheOrderAskedFor() {
    server.post(EXPERIMENTS, "{\"display_name\":\"a\"}");
    server.post(EXPERIMENTS, "{\"display_name\":\"b\"}");

    var first = list("&page_size=2&sort_by=display_name+desc");
    String token = RunningServer.text(first.body(), "next_page_token");
    var second = list("&page_size=2&page_token=" + token);

    assertThat(first.body()).contains("\"b\"", "\"a\"", "\"total_size\":3");
    assertThat(second.body()).contains("\"Default\"").doesNotContain("next_page_token");
  }

  @Test
  void refusesATokenThatWasChangedOrIsOfAnotherList() {
    server.post(EXPERIMENTS, "{\"display_name\":\"a\"}");
    String token = RunningServer.text(list("&page_size=1").body(), "next_page_token");
    char last = token.charAt(token.length() - 2);
    String changed =
        token.substring(0, token.length() - 2) + (last == 'A' ? 'B' : 'A') + token.charAt(0);

    assertThat(token).isNotEmpty();
    assertThat(list("&page_token=" + changed).statusCode()).isEqualTo(400);
    assertThat(server.get("/apis/v2beta1/runs?page_token=" + token).statusCode()).isEqualTo(400);
    assertThat(list("&page_token=" + token + "&sort_by=name").statusCode()).isEqualTo(400);
    assertThat(list("&page_token=" + token + "&sort_by=created_at").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesANameThatIsTaken() {
    var answer = server.post(EXPERIMENTS, "{\"display_name\":\"Default\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).startsWith("{\"code\":6,\"message\":");
  }

  @Test
  void keepsTheDefaultExperimentOverARestart() {
    String before = list("").body();

    server.close();
    server = new RunningServer(folder);

    assertThat(list("").body()).isEqualTo(before).contains("Default");
  }

  private HttpResponse<String> list(String query) {
    return server.get(EXPERIMENTS + "?page_size=" + query);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
