package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter language, as callers write it. */
class ListFilterTest {
  private static final String APIS = "/apis/v2beta1/";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    for (String name : new String[] {"100% Done", "100 done", "a_b", "a'b; drop table runs; --"}) {
      server.createRun(name);
    }
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void comparesTextExactlyAndFindsPartsInAnyCase() {
    assertFound("{\"operation\":1,\"key\":\"display_name\",\"stringValue\":\"100 Done\"}", 0);
    assertFound("{\"operation\":1,\"key\":\"name\",\"string_value\":\"100 done\"}", 1);
    assertFound(
        "{\"operation\":\"IN\",\"key\":\"name\",\"stringValues\":{\"values\":[\"a_b\",\"x\"]}}", 1);
    assertFound("{\"operation\":\"IS_SUBSTRING\",\"key\":\"name\",\"stringValue\":\"DONE\"}", 2);
    assertFound(
        "{\"operation\":1,\"key\":\"name\",\"stringValue\":\"a'b; drop table runs; --\"}", 1);
  }

  @Test
  void takesSignsOfPatternsForThemselves() {
    assertFound("{\"operation\":9,\"key\":\"name\",\"stringValue\":\"0%\"}", 1);
    assertFound("{\"operation\":9,\"key\":\"name\",\"stringValue\":\"_\"}", 1);
  }

  @Test
  void comparesTimesHoweverTheyAreWritten() {
    assertFound("{\"operation\":1,\"key\":\"created_at\",\"stringValue\":\"1767323045\"}", 4);
    assertFound("{\"operation\":7,\"key\":\"created_at\",\"longValue\":\"1767323045\"}", 4);
    assertFound("{\"operation\":6,\"key\":\"created_at\",\"intValue\":1767323045}", 0);
    assertFound(
        "{\"operation\":5,\"key\":\"created_at\",\"timestampValue\":\"2026-01-02T04:04:05+01:00\"}",
        4);
    assertFound(
        "{\"operation\":3,\"key\":\"created_at\",\"stringValue\":\"2026-01-02T03:04:05Z\"}", 0);
    assertFound(
        "{\"operation\":6,\"key\":\"created_at\",\"longValue\":\"9223372036854775807\"}", 4);
    assertFound(
        "{\"operation\":8,\"key\":\"created_at\",\"longValues\":{\"values\":[1767323045]}}", 4);
  }

  @Test
  void takesNamesOfStatesByNameAndNumber() {
    assertFound("{\"operation\":1,\"key\":\"state\",\"stringValue\":\"PENDING\"}", 4);
    assertFound("{\"operation\":1,\"key\":\"status\",\"stringValue\":\"Pending\"}", 4);
    assertFound("{\"operation\":1,\"key\":\"state\",\"intValue\":1}", 4);
    assertFound("{\"operation\":8,\"key\":\"state\",\"intValues\":{\"values\":[3,5]}}", 0);
    assertFound("{\"operation\":9,\"key\":\"state\",\"stringValue\":\"END\"}", 4);
    assertFound("{\"operation\":1,\"key\":\"state_history\",\"stringValue\":\"PENDING\"}", 4);
    assertFound("{\"operation\":2,\"key\":\"storage_state\",\"intValue\":2}", 4);
  }

  @Test
  void refusesWhatDoesNotFitTheField() {
    assertRefused("{\"operation\":1,\"key\":\"name\",\"intValue\":1}", "string_value");
    assertRefused("{\"operation\":1,\"key\":\"name\",\"stringValues\":{}}", "one value");
    assertRefused("{\"operation\":8,\"key\":\"name\",\"stringValue\":\"a\"}", "a list of values");
    assertRefused("{\"operation\":9,\"key\":\"name\",\"intValue\":1}", "string_value");
    assertRefused("{\"operation\":9,\"key\":\"created_at\",\"stringValue\":\"1\"}", "comparison");
    assertRefused("{\"operation\":1,\"key\":\"created_at\",\"stringValue\":\"now\"}", "seconds");
    assertRefused("{\"operation\":3,\"key\":\"state\",\"stringValue\":\"FAILED\"}", "NOT_EQUALS");
    assertRefused("{\"operation\":1,\"key\":\"state\",\"intValue\":77}", "77");
    assertRefused(
        "{\"operation\":1,\"key\":\"state\",\"timestampValue\":\"2026-01-02T03:04:05Z\"}",
        "string_value");
    assertRefused("{\"operation\":1,\"key\":\"name\"}", "without value");
    assertRefused("{\"operation\":1,\"stringValue\":\"a\"}", "without key");
    assertRefused("{\"key\":\"name\",\"stringValue\":\"a\"}", "EQUALS");
    assertRefused("{\"operation\":4,\"key\":\"name\",\"stringValue\":\"a\"}", "EQUALS");
    assertRefused("{\"operation\":1,\"key\":\"tags.a\",\"stringValue\":\"a\"}", "tags.a");
  }

  @Test
  void refusesWhatNoRunHas() {
    assertRefused(
        "{\"operation\":9,\"key\":\"runtime_details\",\"stringValue\":\"a\"}", "runtime_details");
    assertThat(server.get(APIS + "runs?sort_by=metric:accuracy").body()).contains("created_at");
    assertThat(server.get(APIS + "runs?sort_by=state_history").statusCode()).isEqualTo(400);
  }

  @Test
  void boundsFiltersAndWhatIsInThem() {
    String predicate = "{\"operation\":1,\"key\":\"name\",\"stringValue\":\"a\"}";
    String many = predicate + ("," + predicate).repeat(50);

    assertRefused(many, "at most 50");
    assertRefused(
        "{\"operation\":9,\"key\":\"name\",\"stringValue\":\"%s\"}".formatted("x".repeat(4_097)),
        "at most 4096");
    assertRefused(
        "{\"operation\":1,\"key\":\"name\",\"stringValue\":\"%s\"}".formatted("x".repeat(9_000)),
        "at most 8192");
  }

  @Test
  void keepsTheFilterOfTheFirstPageInItsToken() {
    String filter =
        encode("{\"predicates\":[{\"operation\":9,\"key\":\"name\",\"stringValue\":\"done\"}]}");
    String first = server.get(APIS + "runs?page_size=1&filter=" + filter).body();
    String token = RunningServer.text(first, "next_page_token");

    var second = server.get(APIS + "runs?page_size=1&page_token=" + token);
    var other = server.get(APIS + "runs?page_token=" + token + "&filter=" + encode("{}"));

    assertThat(second.body()).contains("\"total_size\":2").doesNotContain("next_page_token");
    assertThat(other.statusCode()).isEqualTo(400);
  }

  @Test
  void refusesADescriptionBeyondTheBound() {
    var answer =
        server.post(
            APIS + "experiments",
            "{\"display_name\":\"wordy\",\"description\":\"%s\"}".formatted("x".repeat(16_001)));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("experiment.description", "at most 16000");
  }

  private static void assertFound(String predicate, int count) {
    HttpResponse<String> answer = list(predicate);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    if (count == 0) {
      assertThat(answer.body()).as(predicate).isEqualTo("{}");
    } else {
      assertThat(answer.body()).as(predicate).contains("\"total_size\":" + count);
    }
  }

  private static void assertRefused(String predicate, String told) {
    HttpResponse<String> answer = list(predicate);

    assertThat(answer.body()).contains(told);
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private static HttpResponse<String> list(String predicates) {
    return server.get(APIS + "runs?filter=" + encode("{\"predicates\":[" + predicates + "]}"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
