package io.pitwheel.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Empty;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.server.access.SharedServer.Things;
import io.pitwheel.server.access.SharedServer.ToldTask;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two teams on one server. */
final class NamespacesTest {
  @TempDir static Path folder;
  private static SharedServer shared;
  private static Things ours;
  private static Things theirs;

  @BeforeAll
  static void start() {
    shared = new SharedServer(folder);
    ours = shared.furnish("team-a");
    theirs = shared.furnish("team-b");
  }

  @AfterAll
  static void stop() {
    shared.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/experiments/{experiment_id}",
        "/pipelines/{pipeline_id}",
        "/pipelines/{pipeline_id}/versions",
        "/pipelines/{pipeline_id}/versions/{pipeline_version_id}",
        "/runs/{run_id}",
        "/runs?experiment_id={experiment_id}",
        "/runs?namespace={namespace}",
        "/runs/{run_id}/tasks",
        "/runs/{run_id}/tasks/{task_id}",
        "/runs/{run_id}/result",
        "/runs/{run_id}:compare?other_run_id={run_id}",
        "/runs/{run_id}/tasks:explain?path=greet",
        "/runs/{run_id}/tasks/{task_id}/logs",
        "/runs/{run_id}/nodes/{task_id}/artifacts/notes:read",
        "/recurringruns/{recurring_run_id}",
        "/recurringruns?namespace={namespace}",
        "/experiments?namespace={namespace}",
        "/pipelines?namespace={namespace}",
        "/artifacts?namespace={namespace}",
        "/artifacts/{artifact_id}",
        "/artifacts/{artifact_id}:download",
        "/artifacts/{artifact_id}:preview"
      })
  void showsATeamItsOwnAndNothingOfAnother(String path) {
    HttpResponse<String> own = shared.get("ann", filled(path, ours));
    HttpResponse<String> other = shared.get("ann", filled(path, theirs));

    assertThat(own.statusCode()).as(own.body()).isEqualTo(200);
    assertThat(other.statusCode()).as(other.body()).isEqualTo(403);
    assertThat(other.body()).contains("\"code\":7", "ann").doesNotContain("secret", "\"one\"");
  }

  @Test
  void showsNoLogOfAnotherUnderTheOlderAddress() {
    String path = "/apis/v1alpha1/runs/{run_id}/nodes/{task_id}/log";

    assertThat(shared.getAt("ann", filled(path, ours)).statusCode()).isEqualTo(200);
    assertThat(shared.getAt("ann", filled(path, theirs)).statusCode()).isEqualTo(403);
  }

  @Test
  void saysByRestAndByGrpcThatThereAreNamespaces() {
    var health =
        GrpcClients.newClient(
            "gproto+http://" + shared.server.handle().grpcAddress(),
            HealthzServiceBlockingStub.class);

    assertThat(shared.get("ann", "/healthz").body()).contains("\"multi_user\":true");
    assertThat(health.getHealthz(Empty.getDefaultInstance()).getMultiUser()).isTrue();
    assertThat(health.getHealthz(Empty.getDefaultInstance()).getPipelineStore())
        .isEqualTo("database");
  }

  @Test
  void doesNotLetAnotherFollow() {
    HttpResponse<String> other = shared.get("ann", filled("/runs/{run_id}/events", theirs));

    assertThat(other.statusCode()).isEqualTo(403);
  }

  /** Each of the runs counts, not the first alone. */
  @Test
  void followsNoListWithARunOfAnother() {
    String path =
        "/runs/events?run_id=%s&run_id=%s".formatted(ours.id("run_id"), theirs.id("run_id"));

    assertThat(shared.get("ann", path).statusCode()).isEqualTo(403);
  }

  @Test
  void findsNoNewRunsOfAnother() {
    String own = "/runs/events?namespace=team-a";

    assertThat(shared.get("ann", "/runs/events?namespace=team-b").statusCode()).isEqualTo(403);
    assertThat(
            shared
                .get("ann", "/runs/events?experiment_id=" + theirs.id("experiment_id"))
                .statusCode())
        .isEqualTo(403);
    assertThat(shared.get("ann", own + "&run_id=" + theirs.id("run_id")).statusCode())
        .isEqualTo(403);
    assertThat(shared.get("ann", own + "&after=~1~" + theirs.id("run_id") + ":1").statusCode())
        .isEqualTo(400);
    assertThat(shared.get("ann", "/runs/events?namespace=").statusCode()).isEqualTo(400);
  }

  @Test
  void comparesNothingWithARunOfAnother() {
    String path =
        "/runs/%s:compare?other_run_id=%s".formatted(ours.id("run_id"), theirs.id("run_id"));

    assertThat(shared.get("ann", path).statusCode()).isEqualTo(403);
  }

  @Test
  void runsNoPipelineOfAnother() {
    String body =
        """
        {"display_name": "mine", "experiment_id": "%s",
         "pipeline_version_reference": {"pipeline_id": "%s", "pipeline_version_id": "%s"}}
        """;
    HttpResponse<String> answer =
        shared.post(
            "ann",
            "/runs",
            body.formatted(
                ours.id("experiment_id"),
                ours.id("pipeline_id"),
                theirs.id("pipeline_version_id")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"run_id", "runId"})
  void repeatsNoRunOfAnother(String field) {
    String body =
        """
        {"display_name": "mine", "experiment_id": "%s", "pipeline_spec": %s,
         "plugins_input": {"pitwheel": {"rerun": {"%s": "%s", "from": "greet"}}}}
        """
            .formatted(
                ours.id("experiment_id"),
                Specifications.twoStepsJson(),
                field,
                theirs.id("run_id"));

    HttpResponse<String> created = shared.post("ann", "/runs", body);
    HttpResponse<String> repeated =
        shared.post("ann", "/runs/" + theirs.id("run_id") + ":rerun", "{\"from\": \"greet\"}");

    assertThat(created.statusCode()).as(created.body()).isEqualTo(403);
    assertThat(repeated.statusCode()).as(repeated.body()).isEqualTo(403);
  }

  @Test
  void listsOnlyWhatIsInTheNamespace() {
    for (String list : List.of("/experiments", "/runs", "/pipelines", "/recurringruns")) {
      String body = shared.get("ann", list + "?namespace=team-a").body();

      assertThat(body).as(list).contains("\"total_size\":1");
      assertThat(theirs.ids().values())
          .filteredOn(id -> !id.equals("team-b"))
          .noneMatch(body::contains);
    }
  }

  @Test
  void listsArtifactsOfTheNamespaceAlone() {
    String own = shared.get("ann", "/artifacts?namespace=team-a").body();

    assertThat(own).contains(ours.id("artifact_id"), "\"total_size\":1");
    assertThat(own).doesNotContain(theirs.id("artifact_id"));
    assertThat(shared.get("ann", "/artifacts").statusCode()).isEqualTo(400);
    assertThat(
            shared
                .get("ann", "/artifact_tasks?artifact_ids=" + theirs.id("artifact_id"))
                .statusCode())
        .isEqualTo(403);
  }

  /** An artifact is kept in the namespace of its run, whatever the caller names. */
  @Test
  void makesArtifactsOnlyInANamespaceWhereTheCallerMay() {
    shared
        .access
        .grant("eve", "team-a", "artifacts", "create")
        .grant("eve", "team-b", "runs", "update");

    assertThat(made("eve", theirs, "team-a")).containsExactly(403, 403);
    assertThat(made("eve", theirs, "")).containsExactly(403, 403);
    assertThat(made("ann", ours, "team-b")).containsExactly(403, 403);
    // The run is driven by the server, so that nobody else may: allowed, and refused for that.
    assertThat(made("ann", ours, "team-a")).containsExactly(400, 400);
    assertThat(made("ann", ours, "")).containsExactly(400, 400);
  }

  /** The statuses, for one and for several. */
  private static List<Integer> made(String caller, Things things, String namespace) {
    String body =
        """
        {"run_id": "%s", "task_id": "%s", "producer_key": "key",
         "artifact": {"name": "n", "type": "Model", "uri": "u", "namespace": "%s"}}
        """
            .formatted(things.id("run_id"), things.id("task_id"), namespace);
    return List.of(
        shared.post(caller, "/artifacts", body).statusCode(),
        shared
            .post(caller, "/artifacts:batchCreate", "{\"artifacts\": [%s]}".formatted(body))
            .statusCode());
  }

  /** A uri that somebody tells says nothing about whose the bytes are. */
  @Test
  void readsNoBytesOfAnotherThroughAnArtifactOfItsOwn() {
    var told = shared.tell(ours, "cd".repeat(32));
    String own = told(told, "own", shared.fileOf("team-a", ours.id("artifact_id")));
    String stolen = told(told, "stolen", shared.fileOf("team-b", theirs.id("artifact_id")));

    assertThat(shared.get("ann", "/artifacts/" + own + ":download").body())
        .isEqualTo("secret of a team");
    for (String path :
        List.of(
            "/artifacts/" + stolen + ":download",
            "/artifacts/" + stolen + ":preview",
            "/runs/%s/nodes/%s/artifacts/stolen:read".formatted(told.runId(), told.taskId()))) {
      HttpResponse<String> answer = shared.get("ann", path);

      assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(403);
      assertThat(answer.body()).contains("is not of namespace team-a").doesNotContain("secret");
    }
  }

  /** The id of an artifact of a task that is driven elsewhere. */
  private static String told(ToldTask task, String key, Path file) {
    String body =
        """
        {"run_id": "%s", "task_id": "%s", "producer_key": "%s",
         "artifact": {"name": "n", "type": "Model", "uri": "%s", "namespace": "team-a"}}
        """
            .formatted(task.runId(), task.taskId(), key, file);
    return RunningServer.text(shared.post("ann", "/artifacts", body).body(), "artifact_id");
  }

  @Test
  void keepsOutputsOfARunInItsNamespace() {
    String body =
        "{\"display_name\": \"r\", \"experiment_id\": \"%s\", \"pipeline_spec\": %s,"
            + " \"runtime_config\": {\"pipeline_root\": \"%s\"}}";
    Path own = shared.fileOf("team-a", "more");

    assertThat(created(body, own.toString()).statusCode()).isEqualTo(200);
    for (String elsewhere :
        List.of(
            shared.fileOf("team-b", "more").toString(),
            own.getParent() + "-b",
            folder.resolve("data/artifacts").toString())) {
      HttpResponse<String> answer = created(body, elsewhere);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("runtime_config.pipeline_root", own.getParent() + ", or");
    }
  }

  private static HttpResponse<String> created(String body, String root) {
    return shared.post(
        "ann",
        "/runs",
        body.formatted(ours.id("experiment_id"), Specifications.twoStepsJson(), root));
  }

  @Test
  void findsNoCachedTaskOfAnother() {
    String fingerprint = "ab".repeat(32);
    shared.succeed(theirs, fingerprint);
    String asked = "{\"cache_fingerprint\": \"%s\", \"namespace\": \"%s\"}";
    String path = "/tasks:findCached";

    assertThat(shared.post("bob", path, asked.formatted(fingerprint, "team-b")).body())
        .contains(fingerprint);
    assertThat(shared.post("ann", path, asked.formatted(fingerprint, "team-a")).body())
        .isEqualTo("{}");
    assertThat(shared.post("ann", path, asked.formatted(fingerprint, "team-b")).statusCode())
        .isEqualTo(403);
    assertThat(shared.post("ann", path, asked.formatted(fingerprint, "")).statusCode())
        .isEqualTo(400);
  }

  /** Neither by the namespace that a manifest names, nor by the thing that it is about. */
  @Test
  void takesReportsOfTheNamespaceAlone() {
    assertThat(reported("ann", "workflows", ours, "team-a")).isEqualTo(400);
    assertThat(reported("ann", "workflows", theirs, "team-b")).isEqualTo(403);
    assertThat(reported("ann", "workflows", theirs, "team-a")).isEqualTo(403);
    assertThat(reported("ann", "workflows", ours, "team-b")).isEqualTo(403);
    assertThat(reported("ann", "scheduledworkflows", ours, "team-a")).isEqualTo(200);
    assertThat(reported("ann", "scheduledworkflows", theirs, "team-a")).isEqualTo(403);
    assertThat(reported("ann", "scheduledworkflows", theirs, "team-b")).isEqualTo(403);
    String unknown = SharedServer.manifest("team-a", "none", "nothing");
    HttpResponse<String> ofNoRun =
        shared.post("ann", "/workflows", JsonWriter.write(JsonValue.of(unknown)));
    assertThat(ofNoRun.statusCode()).isEqualTo(404);
    assertThat(ofNoRun.body()).contains("finding run none");
    assertThat(shared.post("ann", "/workflows", "\"{}\"").statusCode()).isEqualTo(400);
  }

  private static int reported(String caller, String kind, Things things, String namespace) {
    String manifest =
        SharedServer.manifest(namespace, things.id("run_id"), things.id("recurring_run_id"));
    return shared.post(caller, "/" + kind, JsonWriter.write(JsonValue.of(manifest))).statusCode();
  }

  @Test
  void bindsPageTokensToTheNamespace() {
    shared.post("root", "/experiments", "{\"display_name\": \"two\", \"namespace\": \"team-a\"}");
    String page = shared.get("ann", "/experiments?namespace=team-a&page_size=1").body();
    String token = page.replaceFirst("(?s).*\"next_page_token\":\"([^\"]+)\".*", "$1");

    assertThat(shared.get("bob", "/experiments?namespace=team-b&page_token=" + token).statusCode())
        .isEqualTo(400);
  }

  @Test
  void asksForANamespaceWhereOneIsNeeded() {
    HttpResponse<String> withoutExperiment =
        shared.post("ann", "/runs", "{\"display_name\": \"none\"}");

    assertThat(withoutExperiment.statusCode()).isEqualTo(400);
    assertThat(withoutExperiment.body())
        .contains("Experiment id can not be empty in multi-user mode");
    assertThat(shared.get("ann", "/runs").statusCode()).isEqualTo(400);
    assertThat(shared.get("ann", "/experiments").statusCode()).isEqualTo(400);
  }

  @Test
  void uploadsOnlyIntoTheOwnNamespace() {
    assertThat(shared.upload("ann", "/pipelines/upload?name=b&namespace=team-b").statusCode())
        .isEqualTo(403);
    assertThat(
            shared
                .upload(
                    "ann",
                    "/pipelines/upload_version?name=b&pipelineid=" + theirs.id("pipeline_id"))
                .statusCode())
        .isEqualTo(403);
    assertThat(shared.get("bob", "/pipelines?namespace=team-b").body())
        .contains("\"total_size\":1");
  }

  @Test
  void saysOfWhatIsNotThereThatThereIsNone() {
    assertThat(shared.get("ann", "/runs/00000000-0000-4000-8000-999999999999").statusCode())
        .isEqualTo(404);
  }

  /** KFP's server reads a task before it asks who may. */
  @Test
  void tellsNobodyWhichTasksAnotherHas() {
    String taskId = theirs.id("task_id");
    for (String runId : List.of(theirs.id("run_id"), ours.id("run_id"))) {
      String tasks = "/runs/" + runId + "/tasks/";

      HttpResponse<String> there = shared.get("ann", tasks + taskId);
      HttpResponse<String> missing = shared.get("ann", tasks + "none");

      assertThat(there.statusCode()).isIn(403, 404).isEqualTo(missing.statusCode());
      assertThat(there.body().replace(taskId, "none")).isEqualTo(missing.body());
    }
  }

  @Test
  void refusesWhoIsNotNamedOrNamedTwice() {
    HttpResponse<String> nobody = shared.get("", filled("/runs/{run_id}", ours));
    HttpResponse<String> twice =
        shared.server.send(
            shared.request("ann", filled("/runs/{run_id}", ours)).header(SharedServer.HEADER, "x"));

    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.body()).contains(SharedServer.HEADER);
    assertThat(twice.statusCode()).isEqualTo(409);
  }

  @Test
  void answersWhatACallerMay() {
    String path = "/auth?resources=VIEWERS&verb=GET&namespace=";

    assertThat(shared.get("ann", path + "team-a").body()).isEqualTo("{}");
    assertThat(shared.get("ann", path + "team-b").statusCode()).isEqualTo(403);
    assertThat(shared.get("ann", "/auth?namespace=team-a").statusCode()).isEqualTo(400);
    assertThat(shared.get("ann", "/auth?resources=VIEWERS&verb=GET").statusCode()).isEqualTo(400);
  }

  @Test
  void tellsClientsToNameNamespaces() {
    assertThat(shared.get("", "/healthz").body()).contains("\"multi_user\":true");
  }

  private static String filled(String path, Things things) {
    String filled = path;
    for (var entry : things.ids().entrySet()) {
      filled = filled.replace("{" + entry.getKey() + "}", entry.getValue());
    }
    return filled;
  }
}
