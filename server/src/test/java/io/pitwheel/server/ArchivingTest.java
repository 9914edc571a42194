package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.run.RunStore.Deletion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and experiments that are archived, brought back and deleted. */
class ArchivingTest {
  private static final String RUNS = "/apis/v2beta1/runs";
  private static final String EXPERIMENTS = "/apis/v2beta1/experiments";

  private static final TaskFailure CANCELLED =
      new TaskFailure(ErrorCode.CANCELLED, "the run was terminated", "");

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
  void archivesARunThatGoesOn() {
    String id = server.createRun("one");
    new RunSteps(server, id).begin();

    var archived = server.post(RUNS + "/" + id + ":archive", "");

    assertThat(archived.body()).isEqualTo("{}");
    assertThat(server.get(RUNS + "/" + id).body())
        .contains("\"storage_state\":\"ARCHIVED\"", "\"state\":\"RUNNING\"");
    assertThat(list("storage_state", "ARCHIVED")).contains(id);
    assertThat(list("storage_state", "AVAILABLE")).isEqualTo("{}");
  }

  @Test
  void hidesADeletedRunAtOnceAndRemovesItWhenItHasEnded() throws InterruptedException {
    String id = server.createRun("one");
    new RunSteps(server, id).begin();

    var deleted = server.delete(RUNS + "/" + id);

    assertThat(deleted.body()).isEqualTo("{}");
    assertThat(server.get(RUNS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(server.get(RUNS).body()).isEqualTo("{}");
    assertThat(server.delete(RUNS + "/" + id).statusCode()).isEqualTo(404);
    assertThat(server.engine().takeCall()).isEqualTo("submit " + id);
    assertThat(server.engine().takeCall()).isEqualTo("terminate " + id);
    server.stores().runs().endEarly(id, CANCELLED, RunningServer.NOW);
    assertThat(server.stores().runs().finishDeletion(id)).isEqualTo(Deletion.DONE);
    assertThat(server.stores().runs().find(id)).isEmpty();
  }

  @Test
  void goesOnDeletingAfterARestart() {
    String id = server.createRun("one");
    server.delete(RUNS + "/" + id);
    server.stores().runs().endEarly(id, CANCELLED, RunningServer.NOW);

    server.close();
    server = new RunningServer(folder, 100);

    assertThat(server.stores().runs().find(id)).isEmpty();
    assertThat(server.stores().runs().listDeleting()).isEmpty();
  }

  @Test
  void refusesARunOfTheIdOfOneThatIsBeingDeleted() {
    String body =
        RunningServer.runBody("one", "{}")
            .replaceFirst("\\{", "{\"run_id\":\"11111111-1111-4111-8111-111111111111\",");
    String id = RunningServer.text(server.post(RUNS, body).body(), "run_id");
    server.delete(RUNS + "/" + id);

    var again = server.post(RUNS, body);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("being deleted");
  }

  @Test
  void deletesAnExperimentAndKeepsItsRuns() {
    String experiment =
        RunningServer.text(
            server.post(EXPERIMENTS, "{\"display_name\":\"passing\"}").body(), "experiment_id");
    String body =
        RunningServer.runBody("one", "{}")
            .replaceFirst("\\{", "{\"experiment_id\":\"%s\",".formatted(experiment));
    String id = RunningServer.text(server.post(RUNS, body).body(), "run_id");

    var deleted = server.delete(EXPERIMENTS + "/" + experiment);

    assertThat(deleted.body()).isEqualTo("{}");
    assertThat(server.get(EXPERIMENTS + "/" + experiment).statusCode()).isEqualTo(404);
    assertThat(server.get(RUNS + "/" + id).body()).contains(experiment);
    assertThat(server.get(RUNS + "?experiment_id=" + experiment).body()).contains(id);
    assertThat(server.post(RUNS, body).statusCode()).isEqualTo(404);
    assertThat(server.post(EXPERIMENTS, "{\"display_name\":\"passing\"}").statusCode())
        .isEqualTo(200);
  }

  /** Who archives it could not bring such a run back from the archive. */
  @Test
  void takesNoRunIntoAnArchivedExperiment() {
    String experiment =
        RunningServer.text(
            server.post(EXPERIMENTS, "{\"display_name\":\"put away\"}").body(), "experiment_id");
    String one = inside(experiment, "11111111-1111-4111-8111-111111111111");
    String id = RunningServer.text(server.post(RUNS, one).body(), "run_id");
    server.post(EXPERIMENTS + "/" + experiment + ":archive", "");

    var refused = server.post(RUNS, inside(experiment, ""));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .startsWith("{\"code\":9,")
        .contains(experiment + " is archived", "unarchive it first");
    assertThat(server.post(RUNS, one).body()).as("the same request again").contains(id);
    assertThat(server.get(RUNS).body()).contains("\"total_size\":1");
    server.post(EXPERIMENTS + "/" + experiment + ":unarchive", "");
    assertThat(server.post(RUNS, inside(experiment, "")).statusCode()).isEqualTo(200);
  }

  private static String inside(String experiment, String runId) {
    return RunningServer.runBody("one", "{}")
        .replaceFirst(
            "\\{", "{\"experiment_id\":\"%s\",\"run_id\":\"%s\",".formatted(experiment, runId));
  }

  @Test
  void keepsTheDefaultExperiment() {
    String answer = server.get(EXPERIMENTS).body();
    String id = answer.replaceFirst("(?s).*\"experiment_id\":\"([^\"]+)\".*", "$1");

    var refused = server.delete(EXPERIMENTS + "/" + id);

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).startsWith("{\"code\":10,").contains("Default");
  }

  private String list(String field, String value) {
    String filter =
        "{\"predicates\":[{\"operation\":\"EQUALS\",\"key\":\"%s\",\"string_value\":\"%s\"}]}"
            .formatted(field, value);
    return server.get(RUNS + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8)).body();
  }
}
