package io.pitwheel.server.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.TaskType;
import io.pitwheel.server.RunningServer;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonWriter;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What artifacts and their links can be filtered and sorted by, as callers write it. */
class ListedArtifactsTest {
  private static final String APIS = "/apis/v2beta1/";
  private static final Pattern NAME = Pattern.compile("\"name\":\"");

  @TempDir static Path folder;
  private static RunningServer server;
  private static String runId = "";

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    String pipeline =
        JsonWriter.write(
            PipelineDocumentReader.read(RunningServer.resource("driven-elsewhere.yaml"))
                .specification()
                .document());
    runId =
        RunningServer.text(
            server
                .post(
                    APIS + "runs",
                    """
                    {"display_name": "listed", "pipeline_spec": %s,
                     "plugins_input": {"pitwheel": {"driven_elsewhere": true}}}
                    """
                        .formatted(pipeline))
                .body(),
            "run_id");
    var launcher = new ForeignLauncher(server, runId);
    PipelineTask root = launcher.root();
    PipelineTask task = launcher.create(launcher.child(root, "prepare", TaskType.RUNTIME));
    create(task, "half", "0.5", "gold");
    create(task, "three", "3", "silver");
    create(task, "tenth", "-0.1", "Gold");
    createOfALaterTask(launcher, root);
  }

  /** An artifact without a number and a stage, made by a task of another name. */
  private static void createOfALaterTask(ForeignLauncher launcher, PipelineTask root) {
    PipelineTask loop =
        launcher.create(
            launcher
                .child(root, "for-loop-1", TaskType.LOOP)
                .setTypeAttributes(PipelineTask.TypeAttributes.newBuilder().setIterationCount(2)));
    PipelineTask train = launcher.create(launcher.iteration(loop, "train", 0));
    var answer =
        server.post(
            APIS + "artifacts",
            """
            {"artifact": {"name": "model", "type": "Model", "uri": "s3://bucket/model"},
             "run_id": "%s", "task_id": "%s", "producer_key": "model", "iteration_index": 0}
            """
                .formatted(runId, train.getTaskId()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void create(PipelineTask task, String name, String number, String stage) {
    var answer =
        server.post(
            APIS + "artifacts",
            """
            {"artifact": {"name": "%s", "type": "Metric", "number_value": %s,
                          "uri": "s3://bucket/numbers", "metadata": {"stage": "%s"}},
             "run_id": "%s", "task_id": "%s", "producer_key": "data"}
            """
                .formatted(name, number, stage, runId, task.getTaskId()));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void comparesNumbersHoweverTheyAreWritten() {
    assertArtifacts("{\"operation\":1,\"key\":\"number_value\",\"stringValue\":\"0.5\"}", 1);
    assertArtifacts("{\"operation\":1,\"key\":\"number_value\",\"intValue\":3}", 1);
    assertArtifacts("{\"operation\":5,\"key\":\"number_value\",\"longValue\":\"0\"}", 2);
    assertArtifacts("{\"operation\":6,\"key\":\"number_value\",\"stringValue\":\"-1e-3\"}", 1);
    assertArtifacts(
        "{\"operation\":8,\"key\":\"number_value\",\"intValues\":{\"values\":[3,4]}}", 1);
    assertArtifacts(
        "{\"operation\":8,\"key\":\"number_value\",\"stringValues\":{\"values\":[\"0.5\",\"-0.1\"]}}",
        2);
    assertThat(server.get(APIS + "artifacts?sort_by=number_value+desc").body())
        .containsSubsequence("three", "half", "tenth");
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertRefused("{\"operation\":1,\"key\":\"number_value\",\"stringValue\":\"half\"}", "0.5");
    assertRefused("{\"operation\":1,\"key\":\"number_value\",\"stringValue\":\"NaN\"}", "finite");
    assertRefused("{\"operation\":1,\"key\":\"number_value\",\"stringValue\":\"1d\"}", "0.5");
    assertRefused("{\"operation\":1,\"key\":\"number_value\",\"stringValue\":\"0x1p3\"}", "0.5");
    assertRefused("{\"operation\":1,\"key\":\"number_value\",\"stringValue\":\" 1\"}", "0.5");
    assertRefused("{\"operation\":9,\"key\":\"number_value\",\"stringValue\":\"0\"}", "comparison");
    assertRefused(
        "{\"operation\":1,\"key\":\"number_value\",\"timestampValue\":\"2026-01-02T03:04:05Z\"}",
        "a number for number_value");
  }

  @Test
  void findsPartsOfTheTextOfMetadata() {
    assertArtifacts(
        "{\"operation\":9,\"key\":\"metadata\",\"stringValue\":\"\\\"stage\\\":\\\"gold\\\"\"}", 2);
    assertArtifacts(
        "{\"operation\":1,\"key\":\"metadata\",\"stringValue\":\"{\\\"stage\\\":\\\"gold\\\"}\"}",
        1);
    assertThat(server.get(APIS + "artifacts?sort_by=metadata").body())
        .containsSubsequence("tenth", "half", "three");
  }

  @Test
  void takesTheTimeAnArtifactWasMadeForThatOfItsUpdate() {
    assertArtifacts(
        "{\"operation\":1,\"key\":\"last_update\",\"longValue\":\"%d\"}"
            .formatted(RunningServer.NOW.getEpochSecond()),
        4);
    assertArtifacts(
        "{\"operation\":6,\"key\":\"last_update\",\"stringValue\":\"2026-01-02T03:04:05Z\"}", 0);
    List<String> later = names("artifacts?sort_by=last_update", "name");
    List<String> earlier = names("artifacts?sort_by=last_update+desc", "name");
    assertThat(later).isEqualTo(names("artifacts?sort_by=created_at", "name")).hasSize(4);
    assertThat(earlier).isEqualTo(later.reversed());
  }

  /** KFP's server answers all of them at once. */
  @Test
  void pagesTheArtifactsOfOneUri() {
    String list =
        "artifacts?page_size=2&sort_by=name&"
            + filter("{\"operation\":1,\"key\":\"uri\",\"stringValue\":\"s3://bucket/numbers\"}");

    String first = server.get(APIS + list).body();
    String token = RunningServer.text(first, "next_page_token");

    assertThat(first).contains("\"total_size\":3");
    assertThat(names(list, "name")).containsExactly("half", "tenth");
    assertThat(names(list + "&page_token=" + token, "name")).containsExactly("three");
  }

  @Test
  void findsAndSortsLinksByIdAndProducer() {
    String id = links("sort_by=id+desc").body().replaceFirst("(?s).*?\"id\":\"([^\"]+)\".*", "$1");

    assertThat(found("{\"operation\":1,\"key\":\"id\",\"stringValue\":\"%s\"}".formatted(id)))
        .contains("\"total_size\":1", id);
    assertThat(found("{\"operation\":6,\"key\":\"id\",\"stringValue\":\"%s\"}".formatted(id)))
        .contains("\"total_size\":3");
    assertThat(found("{\"operation\":1,\"key\":\"producer\",\"stringValue\":\"prepare\"}"))
        .contains("\"total_size\":3");
    assertThat(found("{\"operation\":1,\"key\":\"producer\",\"stringValue\":\"none\"}"))
        .isEqualTo("{}");
    String of = "artifact_tasks?run_ids=" + runId + "&sort_by=producer";
    assertThat(names(of, "task_name")).containsExactly("prepare", "prepare", "prepare", "train");
    assertThat(names(of + "+desc", "task_name"))
        .containsExactly("train", "prepare", "prepare", "prepare");
  }

  /** The values of a member, in the order of the list. */
  private static List<String> names(String path, String member) {
    HttpResponse<String> answer = server.get(APIS + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Pattern.compile("\"%s\":\"([^\"]*)\"".formatted(member))
        .matcher(answer.body())
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static HttpResponse<String> links(String query) {
    return server.get(APIS + "artifact_tasks?run_ids=" + runId + "&" + query);
  }

  private static String found(String predicate) {
    return links(filter(predicate)).body();
  }

  private static HttpResponse<String> artifacts(String predicate) {
    return server.get(APIS + "artifacts?" + filter(predicate));
  }

  private static void assertArtifacts(String predicate, int count) {
    HttpResponse<String> answer = artifacts(predicate);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(NAME.matcher(answer.body()).results()).as(predicate).hasSize(count);
    assertThat(answer.body()).contains(count == 0 ? "{}" : "\"total_size\":" + count);
  }

  private static void assertRefused(String predicate, String told) {
    HttpResponse<String> answer = artifacts(predicate);

    assertThat(answer.body()).contains(told);
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  private static String filter(String predicate) {
    return "filter=" + URLEncoder.encode("{\"predicates\":[" + predicate + "]}", UTF_8);
  }
}
