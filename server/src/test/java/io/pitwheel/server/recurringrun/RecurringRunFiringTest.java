package io.pitwheel.server.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.run.Run;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.value.JsonValue;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server whose clock the test sets, and its engine, which is told of every run. */
@Timeout(120)
class RecurringRunFiringTest {
  private static final String RECURRING = "/apis/v2beta1/recurringruns";
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

  private final SettableClock clock = new SettableClock(NOON);
  private final Set<String> known = new HashSet<>();
  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder, 0, clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makesTheRunOfATickWithItsNameTimesAndParameters() throws Exception {
    String id =
        create(
            """
            "pipeline_spec": %s, "description": "each hour", "max_concurrency": 2,
            "runtime_config": {"parameters": {"count": 7, "mode":
              "[[RunUUID]] [[Index]] [[ScheduledTime]] {{$.scheduledTime.strftime('%%H')}} [[CurrentTime.15:04:05]]"}}\
            """
                .formatted(Specifications.twoStepsJson()),
            "@hourly");

    clock.set(NOON.plusSeconds(3605));
    wake(id);
    Run run = nextRun();

    assertThat(run.creation().recurringRunId()).isEqualTo(id);
    assertThat(run.creation().scheduledAt()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(run.creation().createdAt()).isEqualTo(NOON.plusSeconds(3605));
    assertThat(run.creation().displayName()).matches("eachhour" + id.substring(0, 5) + "-1-[0-9]+");
    assertThat(run.creation().description()).isEqualTo("each hour");
    assertThat(run.creation().parameters())
        .containsEntry("count", JsonValue.of(7))
        .containsEntry("mode", JsonValue.of(run.id() + " 1 20260102130000 13 13:00:05"));
    assertThat(server.get("/apis/v2beta1/runs/" + run.id()).body())
        .contains(
            "\"recurring_run_id\":\"" + id + "\"", "\"scheduled_at\":\"2026-01-02T13:00:00Z\"");
  }

  @Test
  void catchesUpOneByOneWithinItsConcurrency() throws Exception {
    String id = create(inline(2), "@hourly");
    clock.set(NOON.plusSeconds(4 * 3600));
    wake(id);

    Run first = nextRun();
    Run second = nextRun();
    assertThat(List.of(first.creation().scheduledAt(), second.creation().scheduledAt()))
        .containsExactly(NOON.plusSeconds(3600), NOON.plusSeconds(7200));
    end(first);
    wake(id);
    Run third = nextRun();

    assertThat(third.creation().scheduledAt()).isEqualTo(NOON.plusSeconds(10_800));
    assertThat(server.engine().hasNoCall()).isTrue();
  }

  @Test
  void makesOnlyTheLastRunThatItMissedWhenItDoesNotCatchUp() throws Exception {
    String id = create(inline(10) + ", \"no_catchup\": true", "@hourly");

    clock.set(NOON.plusSeconds(4 * 3600 + 60));
    wake(id);

    assertThat(nextRun().creation().scheduledAt()).isEqualTo(NOON.plusSeconds(4 * 3600));
    assertThat(find(id).progress().dueAt()).isEqualTo(NOON.plusSeconds(5 * 3600));
  }

  @Test
  void goesOnAfterARestartWithoutLosingOrDoublingATick() throws Exception {
    String id = create(inline(10), "@hourly");
    clock.set(NOON.plusSeconds(3600));
    wake(id);
    Instant first = nextRun().creation().scheduledAt();

    server.close();
    clock.set(NOON.minusSeconds(86_400));
    server = new RunningServer(folder, 1000, clock);
    clock.set(NOON.plusSeconds(2 * 3600));
    wake(id);
    Instant second = nextRun().creation().scheduledAt();

    assertThat(List.of(first, second))
        .containsExactly(NOON.plusSeconds(3600), NOON.plusSeconds(7200));
    assertThat(server.get("/apis/v2beta1/runs").body()).contains("\"total_size\":2");
  }

  /** Their large parameters cannot be written: a file stands where their folder is to be. */
  @Test
  void firesWhatComesAfterManyThatHaveToWait() throws Exception {
    Path inTheWay = Files.writeString(folder.resolve("in-the-way"), "");
    String waiting =
        """
        "pipeline_spec": %s, "max_concurrency": 1, "runtime_config":
          {"pipeline_root": "%s", "parameters": {"mode": "%s"}}\
        """
            .formatted(Specifications.twoStepsJson(), inTheWay, "x".repeat(140_000));
    for (int i = 0; i < 70; i++) {
      create(waiting, "@hourly");
    }
    String id = create(inline(1), "@hourly");

    clock.set(NOON.plusSeconds(3600));
    wake(id);

    assertThat(nextRun().creation().recurringRunId()).isEqualTo(id);
  }

  @Test
  void takesTheNewestVersionAtEachTick() throws Exception {
    String pipelineId =
        upload("/apis/v2beta1/pipelines/upload?name=two", Specifications.twoSteps());
    String id = create(ofPipeline(pipelineId), "@hourly");
    clock.set(NOON.plusSeconds(3600));
    wake(id);
    Run first = nextRun();
    upload(
        "/apis/v2beta1/pipelines/upload_version?name=newer&pipelineid=" + pipelineId,
        Specifications.twoSteps());
    clock.set(NOON.plusSeconds(7205));
    wake(id);

    Run second = nextRun();

    assertThat(first.creation().pipelineId()).isEqualTo(pipelineId);
    assertThat(second.creation().pipelineId()).isEqualTo(pipelineId);
    assertThat(second.creation().pipelineVersionId())
        .isNotEqualTo(first.creation().pipelineVersionId());
    assertThat(second.creation().parameters())
        .containsEntry("mode", JsonValue.of("2 20260102140000"));
    assertThat(second.creation().scheduledAt()).isEqualTo(NOON.plusSeconds(7200));
    assertThat(second.creation().createdAt()).isEqualTo(NOON.plusSeconds(7205));
  }

  @Test
  void saysWhyATickMadeNoRunAndGoesOnWithTheOthers() throws Exception {
    String pipelineId =
        upload("/apis/v2beta1/pipelines/upload?name=two", Specifications.twoSteps());
    String broken = create(ofPipeline(pipelineId), "@hourly");
    String sound = create(inline(10), "@hourly");
    String changed =
        new String(Specifications.twoSteps(), StandardCharsets.UTF_8).replace("mode:", "manner:");
    upload(
        "/apis/v2beta1/pipelines/upload_version?name=changed&pipelineid=" + pipelineId,
        changed.getBytes(StandardCharsets.UTF_8));
    clock.set(NOON.plusSeconds(3600));
    wake(sound);

    assertThat(nextRun().creation().recurringRunId()).isEqualTo(sound);

    // Of ticks of one time the older recurring run's is settled first.
    RecurringRun noted = find(broken);
    assertThat(noted.isEnabled()).isTrue();
    assertThat(noted.progress().lastTick()).isEqualTo(NOON.plusSeconds(3600));
    assertThat(server.get(RECURRING + "/" + broken).body())
        .contains("\"error\":{\"code\":3,\"message\":\"", "mode", "count, manner");
    upload(
        "/apis/v2beta1/pipelines/upload_version?name=mended&pipelineid=" + pipelineId,
        Specifications.twoSteps());
    clock.set(NOON.plusSeconds(7200));
    wake(broken);
    var makers = new ArrayList<>(List.of(maker(nextRun()), maker(nextRun())));
    assertThat(makers).containsExactlyInAnyOrder(broken, sound);
    assertThat(server.get(RECURRING + "/" + broken).body()).doesNotContain("\"error\"");
  }

  @Test
  void firesAtOnceAndOnceWithoutATrigger() throws Exception {
    String body =
        server
            .post(
                RECURRING,
                "{\"display_name\": \"once\", \"mode\": \"ENABLE\", %s}".formatted(inline(1)))
            .body();

    Run run = nextRun();

    assertThat(run.creation().scheduledAt()).isEqualTo(NOON);
    assertThat(find(RunningServer.text(body, "recurring_run_id")).progress().dueAt()).isNull();
  }

  @Test
  void substitutesInRunsThatNobodyScheduledToo() {
    String parameters = "{\"mode\": \"[[CurrentTime]] [[ScheduledTime]] [[Index]]\"}";
    String plain =
        RunningServer.text(
            server.post("/apis/v2beta1/runs", RunningServer.runBody("plain", parameters)).body(),
            "run_id");
    String scheduled =
        RunningServer.text(
            server
                .post(
                    "/apis/v2beta1/runs",
                    RunningServer.runBody("scheduled", parameters)
                        .replaceFirst("\\{", "{\"scheduled_at\": \"2026-01-01T00:00:00Z\", "))
                .body(),
            "run_id");

    assertThat(mode(plain)).isEqualTo(JsonValue.of("20260102120000 [[ScheduledTime]] [[Index]]"));
    assertThat(mode(scheduled)).isEqualTo(JsonValue.of("20260102120000 20260101000000 [[Index]]"));
    assertThat(server.get("/apis/v2beta1/runs/" + scheduled).body())
        .contains("\"scheduled_at\":\"2026-01-01T00:00:00Z\"");
  }

  private JsonValue mode(String runId) {
    return server
        .stores()
        .runs()
        .find(runId)
        .orElseThrow()
        .creation()
        .parameters()
        .getOrDefault("mode", JsonValue.ofNull());
  }

  private static String maker(Run run) {
    return String.valueOf(run.creation().recurringRunId());
  }

  private static String inline(int concurrency) {
    return "\"pipeline_spec\": %s, \"max_concurrency\": %d"
        .formatted(Specifications.twoStepsJson(), concurrency);
  }

  private static String ofPipeline(String pipelineId) {
    return """
    "pipeline_version_reference": {"pipeline_id": "%s"}, "max_concurrency": 10,
    "runtime_config": {"parameters": {"mode": "[[Index]] [[ScheduledTime]]"}}\
    """
        .formatted(pipelineId);
  }

  private String create(String fields, String cron) {
    var answer =
        server.post(
            RECURRING,
            """
            {"display_name": "Each Hour!", "mode": "ENABLE", %s,
             "trigger": {"cron_schedule": {"cron": "%s"}}}\
            """
                .formatted(fields, cron));
    assertThat(answer.body()).contains("recurring_run_id");
    return RunningServer.text(answer.body(), "recurring_run_id");
  }

  private String upload(String path, byte[] content) {
    var answer = server.upload(path, "two.yaml", content);
    assertThat(answer.statusCode()).isEqualTo(200);
    return RunningServer.text(answer.body(), "pipeline_id");
  }

  /** Has the server look at its clock: every change does. */
  private void wake(String recurringRunId) {
    var answer =
        server.send(
            HttpRequest.newBuilder(server.uri(RECURRING + "/" + recurringRunId + ":enable"))
                .POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  /** After a restart an engine is told again of runs that it never began. */
  private Run nextRun() throws InterruptedException {
    String runId;
    do {
      String call = server.engine().takeCall();
      assertThat(call).startsWith("submit ");
      runId = call.substring("submit ".length());
    } while (!known.add(runId));
    return server.stores().runs().find(runId).orElseThrow();
  }

  private void end(Run run) {
    server
        .stores()
        .runs()
        .endEarly(run.id(), new TaskFailure(ErrorCode.UNKNOWN, "ended", ""), clock.instant());
  }

  private RecurringRun find(String id) {
    return server.stores().recurringRuns().find(id).orElseThrow();
  }
}
