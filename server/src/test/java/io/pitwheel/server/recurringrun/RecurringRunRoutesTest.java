package io.pitwheel.server.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurringRunRoutesTest {
  private static final String RECURRING = "/apis/v2beta1/recurringruns";
  private static final String HOURLY =
      "\"trigger\": {\"periodic_schedule\": {\"interval_second\": \"3600\"}}";

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
  void answersARecurringRunInExactlyTheFieldsThatKfpsTestsCompare() {
    var created = create("\"mode\": \"ENABLE\", " + HOURLY);

    String id = RunningServer.text(created.body(), "recurring_run_id");
    String experiment = RunningServer.text(created.body(), "experiment_id");
    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(withoutSpecification(created.body()))
        .isEqualTo(
            """
            {"recurring_run_id":"%s","display_name":"nightly","pipeline_spec":@,\
            "service_account":"pipeline-runner","max_concurrency":"1",\
            "trigger":{"periodic_schedule":{"interval_second":"3600"}},"mode":"ENABLE",\
            "created_at":"2026-01-02T03:04:05Z","updated_at":"2026-01-02T03:04:05Z",\
            "status":"ENABLED","namespace":"kubeflow","experiment_id":"%s"}\
            """
                .formatted(id, experiment));
    assertThat(server.get(RECURRING + "/" + id).body()).isEqualTo(created.body());
  }

  @Test
  void echoesWhatWasAsked() {
    var created =
        create(
            """
            "description": "each night", "service_account": "me", "no_catchup": true,
            "plugins_input": {"other": {"a": "b"}},
            "runtime_config": {"parameters": {"count": 7, "mode": "[[Index]]"}},
            "trigger": {"cronSchedule": {"cron": "0 0 2 * * ?",
              "start_time": "2026-01-01T01:00:00+01:00", "endTime": "2027-01-01T00:00:00.5Z"}}\
            """);

    assertThat(created.body())
        .contains(
            "\"trigger\":{\"cron_schedule\":{\"start_time\":\"2026-01-01T00:00:00Z\","
                + "\"end_time\":\"2027-01-01T00:00:00Z\",\"cron\":\"0 0 2 * * ?\"}}",
            "\"runtime_config\":{\"parameters\":{\"count\":7,\"mode\":\"[[Index]]\"}}",
            "\"description\":\"each night\"",
            "\"service_account\":\"me\"",
            "\"mode\":\"DISABLE\"",
            "\"status\":\"DISABLED\"",
            "\"no_catchup\":true",
            "\"plugins_input\":{\"other\":{\"a\":\"b\"}}");
  }

  @Test
  void takesOutputOnlyFieldsAndTimesThatMeanNone() {
    var created =
        create(
            """
            "recurring_run_id": "mine", "created_at": "0001-01-01T00:00:00.000Z", "status": "ENABLED",
            "trigger": {"periodic_schedule": {"interval_second": 60,
              "start_time": "0001-01-01T00:00:00.000Z", "end_time": "1970-01-01T00:00:00Z"}}\
            """);

    assertThat(created.statusCode()).isEqualTo(200);
    assertThat(created.body())
        .contains("\"status\":\"DISABLED\"", "\"start_time\":\"0001-01-01T00:00:00Z\"")
        .doesNotContain("\"mine\"");
  }

  @Test
  void enablesAndDisablesWithoutABodyAndAgain() {
    String id = RunningServer.text(create(HOURLY).body(), "recurring_run_id");

    for (String verb : new String[] {"enable", "enable", "disable", "disable", "enable"}) {
      var answer =
          server.send(
              HttpRequest.newBuilder(server.uri(RECURRING + "/" + id + ":" + verb))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.noBody()));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("{}");
      assertThat(server.get(RECURRING + "/" + id).body())
          .contains("\"status\":\"" + verb.toUpperCase(java.util.Locale.ROOT) + "D\"");
    }
  }

  @Test
  void listsByExperimentAndPageWithoutSpecifications() {
    create(HOURLY);
    create(HOURLY);
    String experiment =
        RunningServer.text(
            server.post("/apis/v2beta1/experiments", "{\"display_name\":\"other\"}").body(),
            "experiment_id");
    String last =
        RunningServer.text(
            create(HOURLY + ", \"experiment_id\": \"" + experiment + "\"").body(),
            "recurring_run_id");

    var first = server.get(RECURRING + "?page_size=2&sort_by=created_at+desc&namespace=&filter=");
    String token = RunningServer.text(first.body(), "next_page_token");
    var second = server.get(RECURRING + "?page_size=2&page_token=" + token);
    var ofExperiment = server.get(RECURRING + "?experiment_id=" + experiment);

    assertThat(first.body())
        .startsWith("{\"recurringRuns\":[{")
        .contains("\"total_size\":3")
        .doesNotContain("pipeline_spec");
    assertThat(second.body()).contains("nightly").doesNotContain("next_page_token");
    assertThat(ofExperiment.body()).contains(last, "\"total_size\":1");
  }

  @Test
  void deletesWhateverTheClusterShouldDoWithObjects() {
    String id = RunningServer.text(create(HOURLY).body(), "recurring_run_id");

    var deleted =
        server.send(
            HttpRequest.newBuilder(
                    server.uri(RECURRING + "/" + id + "?propagation_policy=FOREGROUND"))
                .DELETE());

    assertThat(deleted.body()).isEqualTo("{}");
    assertThat(server.get(RECURRING + "/" + id).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"max_concurrency\": 0 | max_concurrency: 0 (expected: 1 to 10)",
        "\"max_concurrency\": \"11\" | max_concurrency: 11 (expected: 1 to 10)",
        "\"max_concurrency\": \"ten\" | max_concurrency",
        "\"display_name\": \" \" | recurring_run.display_name",
        "\"mode\": \"SOMETIMES\" | ENABLE",
        "\"trigger\": {\"periodic_schedule\": {}} | interval_second: 0 (expected: 1 to",
        "\"trigger\": {\"periodic_schedule\": {\"interval_second\": -5}} | interval_second: -5",
        "\"trigger\": {\"periodic_schedule\": {\"interval_second\": \"9223372036854775807\"}} | 1"
            + " to 3153600000",
        "\"trigger\": {\"cron_schedule\": {}} | cron_schedule.cron: \"\" (expected: six fields",
        "\"trigger\": {\"cron_schedule\": {\"cron\": \"0 0 25 * * *\"}} | for the hour, instead of"
            + " \"25\": 0 to 23",
        "\"trigger\": {\"cron_schedule\": {\"cron\": \"0 0 0 30 2 ?\"}} | a day that comes",
        "\"trigger\": {\"cron_schedule\": {\"cron\": \"@daily\", \"start_time\":"
            + " \"2026-01-02T00:00:00Z\", \"end_time\": \"2026-01-01T00:00:00Z\"}} |"
            + " cron_schedule.end_time",
        "\"trigger\": {\"cron_schedule\": {\"cron\": \"@daily\", \"start_time\": \"soon\"}} |"
            + " start_time",
        "\"trigger\": {\"cron_schedule\": {\"cron\": \"@daily\"}, \"periodic_schedule\": {}} |"
            + " trigger",
        "\"runtime_config\": {\"parameters\": {\"depth\": 1}} | count, mode",
        "\"runtime_config\": {\"pipeline_root\": \"s3://b\"} | a folder",
        "\"pipeline_version_reference\": {\"pipeline_id\": \"none\"} | pipeline_source",
        "\"experiment_id\": \"none\" | none",
      })
  void refusesWithTheFieldAndWhatWasExpected(String field, String told) {
    var answer = create(field);

    assertThat(answer.statusCode()).isEqualTo(field.contains("experiment_id") ? 404 : 400);
    assertThat(answer.body()).contains(told.replace("\"", "\\\""));
    assertThat(server.get(RECURRING).body()).isEqualTo("{}");
  }

  @Test
  void refusesNoPipelineOrOneThatIsNotThere() {
    assertThat(server.post(RECURRING, "{\"display_name\":\"a\",\"max_concurrency\":1}").body())
        .contains("recurring_run.pipeline_spec");
    assertThat(
            server
                .post(
                    RECURRING,
                    """
                    {"display_name": "a", "max_concurrency": 1,
                     "pipeline_version_reference": {"pipeline_id": "none"}}\
                    """)
                .statusCode())
        .isEqualTo(404);
  }

  /** A recurring run of {@code two-steps.yaml} with more fields, which win. */
  private HttpResponse<String> create(String fields) {
    String name = fields.contains("display_name") ? "" : "\"display_name\": \"nightly\", ";
    String concurrency = fields.contains("max_concurrency") ? "" : "\"max_concurrency\": 1, ";
    return server.post(
        RECURRING,
        "{%s%s\"pipeline_spec\": %s, %s}"
            .formatted(name, concurrency, Specifications.twoStepsJson(), fields));
  }

  private static String withoutSpecification(String body) {
    return body.replaceAll("\"pipeline_spec\":.*,\"service", "\"pipeline_spec\":@,\"service");
  }
}
