package io.pitwheel.server.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.run.Run;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.server.assembly.ServerSettings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cron lines by the clocks of a zone, over changes of those clocks and of the setting. */
@Timeout(120)
class ScheduleZoneTest {
  private static final String RECURRING = "/apis/v2beta1/recurringruns";
  private static final Instant BEFORE_SPRING = Instant.parse("2026-03-07T12:00:00Z");
  private static final Instant BEFORE_AUTUMN = Instant.parse("2026-10-31T12:00:00Z");

  private final SettableClock clock = new SettableClock(BEFORE_SPRING);
  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void startInUtc() {
    server = started("UTC", 0);
  }

  private void restartIn(String zone) {
    server.close();
    server = started(zone, 1000);
  }

  private RunningServer started(String zone, int usedIdentifiers) {
    return new RunningServer(
        ServerSettings.of(
            folder, Map.of("server.port", "0", "server.grpcPort", "0", "schedules.timeZone", zone)),
        usedIdentifiers,
        clock);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void firesOnceADayWhereClocksArePutOnAndBack() throws Exception {
    restartIn("America/New_York");
    String nightly = create("{\"cron_schedule\": {\"cron\": \"0 30 2 * * *\"}}");

    assertThat(tickAt(nightly, "2026-03-08T07:00:00Z")).isEqualTo("2026-03-08T07:00:00Z");
    assertThat(dueAt(nightly)).isEqualTo("2026-03-09T06:30:00Z");

    disable(nightly);
    clock.set(BEFORE_AUTUMN);
    String early = create("{\"cron_schedule\": {\"cron\": \"0 30 1 * * *\"}}");

    assertThat(dueAt(early)).isEqualTo("2026-11-01T05:30:00Z");
    assertThat(tickAt(early, "2026-11-01T06:30:00Z")).isEqualTo("2026-11-01T05:30:00Z");
    assertThat(dueAt(early)).isEqualTo("2026-11-02T06:30:00Z");
  }

  @Test
  void goesByTheZoneOfTheServerThatFires() throws Exception {
    String nightly = create("{\"cron_schedule\": {\"cron\": \"0 0 2 * * *\"}}");
    String fence = create("{\"periodic_schedule\": {\"interval_second\": 50400}}");
    assertThat(dueAt(nightly)).isEqualTo("2026-03-08T02:00:00Z").isEqualTo(dueAt(fence));
    restartIn("America/Chicago");

    // Of ticks of one time the older recurring run is looked at first.
    assertThat(maker(runAt(fence, "2026-03-08T02:00:00Z"))).isEqualTo(fence);

    assertThat(dueAt(nightly)).isEqualTo("2026-03-08T08:00:00Z");
  }

  private String create(String trigger) {
    var answer =
        server.post(
            RECURRING,
            """
            {"display_name": "zoned", "mode": "ENABLE", "pipeline_spec": %s,
             "max_concurrency": 1, "trigger": %s}
            """
                .formatted(Specifications.twoStepsJson(), trigger));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return RunningServer.text(answer.body(), "recurring_run_id");
  }

  private String dueAt(String id) {
    return Objects.requireNonNull(
            server.stores().recurringRuns().find(id).orElseThrow().progress().dueAt())
        .toString();
  }

  private String tickAt(String id, String now) throws InterruptedException {
    return String.valueOf(runAt(id, now).creation().scheduledAt());
  }

  private Run runAt(String id, String now) throws InterruptedException {
    clock.set(Instant.parse(now));
    post(id + ":enable");
    String call = server.engine().takeCall();
    assertThat(call).startsWith("submit ");
    return server.stores().runs().find(call.substring("submit ".length())).orElseThrow();
  }

  private void disable(String id) {
    post(id + ":disable");
  }

  private void post(String path) {
    var answer =
        server.send(
            HttpRequest.newBuilder(server.uri(RECURRING + "/" + path))
                .POST(BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isEqualTo(200);
  }

  private static String maker(Run run) {
    return String.valueOf(run.creation().recurringRunId());
  }
}
