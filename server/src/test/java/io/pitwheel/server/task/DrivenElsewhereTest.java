package io.pitwheel.server.task;

import static io.pitwheel.server.task.ForeignLauncher.number;
import static io.pitwheel.server.task.ForeignLauncher.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.StatusRuntimeException;
import io.pitwheel.api.v2beta1.ArtifactTask;
import io.pitwheel.api.v2beta1.CreateArtifactTaskRequest;
import io.pitwheel.api.v2beta1.FindCachedTaskRequest;
import io.pitwheel.api.v2beta1.IOProducer;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.api.v2beta1.ListArtifactTasksRequest;
import io.pitwheel.api.v2beta1.ListTasksRequest;
import io.pitwheel.api.v2beta1.ListTasksResponse;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOArtifact;
import io.pitwheel.api.v2beta1.PipelineTask.InputOutputs.IOParameter;
import io.pitwheel.api.v2beta1.PipelineTask.StatusMetadata;
import io.pitwheel.api.v2beta1.PipelineTask.TaskState;
import io.pitwheel.api.v2beta1.PipelineTask.TaskType;
import io.pitwheel.api.v2beta1.PipelineTask.TypeAttributes;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RuntimeState;
import io.pitwheel.server.RunningServer;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A driver and launchers that were written for KFP's own server, against this one. */
class DrivenElsewhereTest {
  private static final String FINGERPRINT = "ab".repeat(32);

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

  private static String specification(String file) {
    return JsonWriter.write(
        PipelineDocumentReader.read(RunningServer.resource(file)).specification().document());
  }

  private ForeignLauncher heldRun(String name) {
    return heldRun(name, "driven-elsewhere.yaml");
  }

  private ForeignLauncher heldRun(String name, String file) {
    String answer =
        server
            .post(
                "/apis/v2beta1/runs",
                """
                {"display_name": "%s", "pipeline_spec": %s,
                 "plugins_input": {"pitwheel": {"driven_elsewhere": true}}}
                """
                    .formatted(name, specification(file)))
            .body();
    return new ForeignLauncher(server, RunningServer.text(answer, "run_id"));
  }

  @Test
  void worksUnchanged() {
    ForeignLauncher launcher = heldRun("unchanged");
    PipelineTask root = launcher.root();
    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.RUNNING);

    PipelineTask prepare =
        launcher.launch(
            launcher.create(
                launcher.child(root, "prepare", TaskType.RUNTIME).setCacheFingerprint(FINGERPRINT)),
            Map.of("count", number(3)),
            "data");
    skipCondition(launcher, root);
    PipelineTask loop = runLoop(launcher, root, prepare);
    PipelineTask summarize =
        launcher.create(
            launcher
                .child(root, "summarize", TaskType.RUNTIME)
                .setInputs(
                    InputOutputs.newBuilder()
                        .addParameters(
                            IOParameter.newBuilder()
                                .setParameterKey("scores")
                                .setType(IOType.TASK_OUTPUT_INPUT)
                                .setValue(text("[0.5,0.75]")))));
    assertThat(summarize.getInputs().getParameters(0).getType()).isEqualTo(IOType.COLLECTED_INPUTS);
    var unused = launcher.launch(summarize, Map.of(), "");

    Run run = launcher.run();
    assertThat(run.getState()).isEqualTo(RuntimeState.SUCCEEDED);
    assertThat(run.getTasksList())
        .filteredOn(task -> task.getScopePath().equals("root.announce"))
        .extracting(PipelineTask::getState)
        .containsExactly(TaskState.SKIPPED);
    assertThat(launcher.task("root").getOutputs().getParameters(0).getParameterKey())
        .isEqualTo("scores");
    assertThat(loop.getType()).isEqualTo(TaskType.LOOP);
    assertThat(server.engine().hasNoCall()).isTrue();
  }

  private static void skipCondition(ForeignLauncher launcher, PipelineTask root) {
    PipelineTask condition =
        launcher.create(
            launcher
                .child(root, "condition-2", TaskType.CONDITION_BRANCH)
                .setState(TaskState.SKIPPED));
    assertThat(condition.getType()).isEqualTo(TaskType.CONDITION);
    assertThat(condition.getState()).isEqualTo(TaskState.SKIPPED);
    assertThat(states(condition)).containsExactly(TaskState.SKIPPED);
  }

  private static List<TaskState> states(PipelineTask task) {
    return task.getStateHistoryList().stream().map(PipelineTask.TaskStatus::getState).toList();
  }

  private static PipelineTask runLoop(
      ForeignLauncher launcher, PipelineTask root, PipelineTask prepare) {
    String artifactId = prepare.getOutputs().getArtifacts(0).getArtifacts(0).getArtifactId();
    var items = InputOutputs.newBuilder();
    for (int i = 0; i < 2; i++) {
      items.addParameters(
          IOParameter.newBuilder()
              .setParameterKey("rate")
              .setType(IOType.ITERATOR_INPUT)
              .setValue(text(i == 0 ? "slow" : "fast"))
              .setProducer(IOProducer.newBuilder().setTaskName("for-loop-1").setIteration(i)));
    }
    PipelineTask loop =
        launcher.create(
            launcher
                .child(root, "for-loop-1", TaskType.LOOP)
                .setInputs(items)
                .setTypeAttributes(TypeAttributes.newBuilder().setIterationCount(2)));
    ArtifactTask link =
        launcher
            .artifacts()
            .createArtifactTask(
                CreateArtifactTaskRequest.newBuilder()
                    .setArtifactTask(
                        ArtifactTask.newBuilder()
                            .setArtifactId(artifactId)
                            .setRunId(root.getRunId())
                            .setTaskId(loop.getTaskId())
                            .setType(IOType.TASK_OUTPUT_INPUT)
                            .setProducer(IOProducer.newBuilder().setTaskName("prepare"))
                            .setKey("data"))
                    .build());
    assertThat(link.getType()).isEqualTo(IOType.TASK_OUTPUT_INPUT);
    for (int i = 1; i >= 0; i--) {
      var unused =
          launcher.launch(
              launcher.create(launcher.iteration(loop, "train", i)),
              Map.of("score", number(0.5 + i * 0.25)),
              "model");
      var alsoUnused =
          launcher.launch(launcher.create(launcher.iteration(loop, "judge", i)), Map.of(), "");
    }
    PipelineTask ended = launcher.task("root.for-loop-1");
    assertThat(ended.getState()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(ended.getInputs().getParametersList())
        .extracting(parameter -> parameter.getProducer().getIteration())
        .containsExactly(0L, 1L);
    assertThat(ended.getOutputs().getParametersList())
        .extracting(
            IOParameter::getType,
            parameter -> parameter.getProducer().getIteration(),
            parameter -> parameter.getValue().getNumberValue())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(IOType.ITERATOR_OUTPUT, 0L, 0.5),
            org.assertj.core.api.Assertions.tuple(IOType.ITERATOR_OUTPUT, 1L, 0.75));
    assertThat(ended.getOutputs().getArtifactsList())
        .extracting(IOArtifact::getArtifactKey)
        .containsExactly("models", "models");
    return ended;
  }

  @Test
  void findsWhatRanBeforeAndTakesItOver() {
    ForeignLauncher first = heldRun("first");
    PipelineTask made =
        first.launch(
            first.create(
                first
                    .child(first.root(), "prepare", TaskType.RUNTIME)
                    .setCacheFingerprint(FINGERPRINT)),
            Map.of("count", number(3)),
            "data");
    ForeignLauncher second = heldRun("second");
    PipelineTask root = second.root();

    PipelineTask found =
        second
            .runs()
            .findCachedTask(
                FindCachedTaskRequest.newBuilder().setCacheFingerprint(FINGERPRINT).build())
            .getTask();
    PipelineTask cached =
        second.create(
            second
                .child(root, "prepare", TaskType.RUNTIME)
                .setCacheFingerprint(FINGERPRINT)
                .setState(TaskState.CACHED)
                .setOutputs(found.getOutputs()));

    assertThat(found.getTaskId()).isEqualTo(made.getTaskId());
    assertThat(cached.getState()).isEqualTo(TaskState.CACHED);
    assertThat(states(cached)).containsExactly(TaskState.CACHED);
    assertThat(states(made)).containsExactly(TaskState.RUNNING, TaskState.SUCCEEDED);
    assertThat(states(root)).containsExactly(TaskState.RUNNING);
    assertThat(cached.getOutputs().getArtifactsList())
        .extracting(artifact -> artifact.getArtifacts(0).getArtifactId())
        .containsExactly(made.getOutputs().getArtifacts(0).getArtifacts(0).getArtifactId());
    assertThat(
            second
                .artifacts()
                .listArtifactTasks(
                    ListArtifactTasksRequest.newBuilder().addTaskIds(cached.getTaskId()).build())
                .getTotalSize())
        .isEqualTo(1);
  }

  @Test
  void keepsWhatEndedAgainstWhatComesLate() {
    ForeignLauncher launcher = heldRun("late");
    PipelineTask prepare =
        launcher.launch(
            launcher.create(launcher.child(launcher.root(), "prepare", TaskType.RUNTIME)),
            Map.of("count", number(3)),
            "data");

    assertThat(launcher.update(prepare.toBuilder())).isEqualTo(prepare);
    assertThatThrownBy(() ->
            launcher.update(
                prepare.toBuilder()
                    .setState(TaskState.FAILED)
                    .setStatusMetadata(StatusMetadata.newBuilder().setMessage("no"))))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageContaining("FAILED_PRECONDITION")
        .hasMessageContaining("FAILED for attempt")
        .hasMessageContaining("it is SUCCEEDED");
  }

  @Test
  void tellsTheReasonOfAFailureAndWhatItLedTo() {
    ForeignLauncher launcher = heldRun("failing");
    PipelineTask prepare =
        launcher.create(launcher.child(launcher.root(), "prepare", TaskType.RUNTIME));

    PipelineTask failed =
        launcher.update(
            prepare.toBuilder()
                .setState(TaskState.FAILED)
                .setStatusMetadata(StatusMetadata.newBuilder().setMessage("exit code 3")));

    assertThat(failed.getStatusMetadata().getMessage()).isEqualTo("exit code 3");
    Run run = launcher.run();
    assertThat(run.getState()).isEqualTo(RuntimeState.FAILED);
    assertThat(run.getError().getMessage()).contains("exit code 3");
    assertThat(run.getTasksList()).hasSize(6);
  }

  @Test
  void triesATaskAgainAsItsPipelineSays() {
    ForeignLauncher launcher = heldRun("retried", "retried-elsewhere.yaml");
    PipelineTask root = launcher.root();
    PipelineTask fit = launcher.create(launcher.child(root, "fit", TaskType.RUNTIME));

    for (int retry = 0; retry < 2; retry++) {
      PipelineTask told = launcher.fail(fit, retry);
      assertThat(told.getState()).isEqualTo(TaskState.RUNNING);
      assertThat(told.hasEndTime()).isFalse();
      assertThat(launcher.run().getState()).isEqualTo(RuntimeState.RUNNING);
    }
    PipelineTask made = launcher.launch(launcher.read(fit), Map.of("score", number(0.5)), "model");
    var unused =
        launcher.launch(
            launcher.create(launcher.child(root, "tidy", TaskType.RUNTIME)), Map.of(), "");

    assertThat(made.getState()).isEqualTo(TaskState.SUCCEEDED);
    assertThat(made.getStatusMetadata().getMessage()).isEmpty();
    assertThat(made.getStateHistoryList())
        .extracting(PipelineTask.TaskStatus::getState)
        .containsExactly(
            TaskState.RUNNING,
            TaskState.FAILED,
            TaskState.RUNNING,
            TaskState.FAILED,
            TaskState.RUNNING,
            TaskState.SUCCEEDED);
    assertThat(launcher.task("root.fit").getStateHistoryList())
        .isEqualTo(made.getStateHistoryList());
    assertThat(made.getPodsList())
        .extracting(PipelineTask.TaskPod::getName)
        .containsExactly("fit-driver", "fit-0", "fit-1", "fit-executor");
    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.SUCCEEDED);
  }

  @Test
  void failsATaskOfWhichNoFurtherAttemptComes() {
    ForeignLauncher launcher = heldRun("given-up", "retried-elsewhere.yaml");
    PipelineTask root = launcher.root();
    PipelineTask fit = launcher.create(launcher.child(root, "fit", TaskType.RUNTIME));
    assertThat(launcher.fail(fit, 0).getState()).isEqualTo(TaskState.RUNNING);
    ForeignLauncher reported = heldRun("given-up-too", "retried-elsewhere.yaml");
    PipelineTask other = reported.create(reported.child(reported.root(), "fit", TaskType.RUNTIME));
    assertThat(reported.fail(other, 0).getState()).isEqualTo(TaskState.RUNNING);

    PipelineTask tidy = launcher.create(launcher.child(root, "tidy", TaskType.RUNTIME));
    assertThat(launcher.read(fit).getState()).isEqualTo(TaskState.FAILED);
    assertThat(launcher.read(fit).getStatusMetadata().getMessage()).contains("exit code 0");
    var unused = launcher.launch(tidy, Map.of(), "");
    assertThat(report(other.getRunId(), "Failed")).isEqualTo(200);

    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.FAILED);
    assertThat(reported.run().getState()).isEqualTo(RuntimeState.FAILED);
    assertThat(reported.read(other).getStatusMetadata().getMessage()).contains("exit code 0");
  }

  @Test
  void listsTasksByFilterOrderAndPage() {
    ForeignLauncher launcher = heldRun("listed");
    PipelineTask root = launcher.root();
    var first = launcher.create(launcher.child(root, "prepare", TaskType.RUNTIME));
    var unused = launcher.create(launcher.child(root, "condition-2", TaskType.CONDITION));

    ListTasksResponse running =
        launcher
            .runs()
            .listTasks(
                ListTasksRequest.newBuilder()
                    .setRunId(root.getRunId())
                    .setParentId(root.getTaskId())
                    .setOrderBy("display_name desc")
                    .setFilter(
                        "{\"predicates\":[{\"operation\":1,\"key\":\"type\",\"stringValue\":\"RUNTIME\"}]}")
                    .build());
    ListTasksResponse page =
        launcher
            .runs()
            .listTasks(
                ListTasksRequest.newBuilder().setRunId(root.getRunId()).setPageSize(2).build());
    ListTasksResponse next =
        launcher
            .runs()
            .listTasks(
                ListTasksRequest.newBuilder()
                    .setRunId(root.getRunId())
                    .setPageSize(2)
                    .setPageToken(page.getNextPageToken())
                    .build());

    assertThat(running.getTasksList())
        .extracting(PipelineTask::getTaskId)
        .containsExactly(first.getTaskId());
    assertThat(named(launcher, "prepare")).containsExactly("root.prepare");
    assertThat(named(launcher, "ROOT")).containsExactly("root");
    assertThat(page.getTotalSize()).isEqualTo(3);
    assertThat(next.getTasksCount()).isEqualTo(1);
    assertThat(next.getNextPageToken()).isEmpty();
  }

  @Test
  void filtersTasksByNoWholeMessage() {
    String tasks = "/apis/v2beta1/runs/%s/tasks".formatted(heldRun("whole").root().getRunId());
    for (String field :
        List.of(
            "pods", "status_metadata", "state_history", "type_attributes", "inputs", "outputs")) {
      String filter =
          "{\"predicates\":[{\"operation\":9,\"key\":\"%s\",\"stringValue\":\"a\"}]}"
              .formatted(field);

      for (String query :
          List.of("filter=" + URLEncoder.encode(filter, UTF_8), "order_by=" + field)) {
        HttpResponse<String> answer = server.get(tasks + "?" + query);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body())
            .contains(": %s (expected: one of ".formatted(field), "scope_path");
      }
    }
  }

  private static List<String> named(ForeignLauncher launcher, String name) {
    return launcher
        .runs()
        .listTasks(
            ListTasksRequest.newBuilder()
                .setRunId(launcher.run().getRunId())
                .setOrderBy("name desc")
                .setFilter(
                    "{\"predicates\":[{\"operation\":1,\"key\":\"name\",\"stringValue\":\"%s\"}]}"
                        .formatted(name))
                .build())
        .getTasksList()
        .stream()
        .map(PipelineTask::getScopePath)
        .toList();
  }

  @Test
  void keepsWhatIsTooLargeForARowAndGivesItBackWhole() throws IOException {
    ForeignLauncher launcher = heldRun("large");
    PipelineTask root = launcher.root();
    PipelineTask prepare = launcher.create(launcher.child(root, "prepare", TaskType.RUNTIME));
    String large = "x".repeat(2_000_000);

    PipelineTask ended = launcher.launch(prepare, Map.of("count", text(large)), "");

    assertThat(ended.getOutputs().getParameters(0).getValue()).isEqualTo(text(large));
    assertThat(launcher.read(prepare)).isEqualTo(ended);
    assertThat(launcher.task("root.prepare")).isEqualTo(ended);
    assertThat(launcher.update(ended.toBuilder())).isEqualTo(ended);
    try (var files = Files.walk(folder.resolve("artifacts"))) {
      assertThat(files.filter(file -> file.getParent().endsWith("large-reported.system")))
          .singleElement()
          .satisfies(file -> assertThat(Files.size(file)).isEqualTo(large.length()));
    }
    assertThat(server.get("/apis/v2beta1/runs/" + root.getRunId()).body()).hasSizeLessThan(100_000);
  }

  @Test
  void endsWhatAWorkflowLeftOpen() {
    ForeignLauncher launcher = heldRun("reported");
    PipelineTask root = launcher.root();
    var unused =
        launcher.launch(
            launcher.create(launcher.child(root, "prepare", TaskType.RUNTIME)),
            Map.of("count", number(3)),
            "data");

    assertThat(report(root.getRunId(), "Running")).isEqualTo(200);
    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.RUNNING);
    assertThat(report(root.getRunId(), "Succeeded")).isEqualTo(200);
    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.SUCCEEDED);
    assertThat(report(root.getRunId(), "Failed")).isEqualTo(200);
    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.SUCCEEDED);
  }

  @Test
  void failsWhatAWorkflowFailedWith() {
    ForeignLauncher launcher = heldRun("killed");
    PipelineTask root = launcher.root();
    var unused = launcher.create(launcher.child(root, "prepare", TaskType.RUNTIME));

    assertThat(report(root.getRunId(), "Succeeded")).isEqualTo(200);

    assertThat(launcher.run().getState()).isEqualTo(RuntimeState.FAILED);
    assertThat(launcher.task("root.prepare").getState()).isEqualTo(TaskState.FAILED);
    assertThat(report("none", "Failed")).isEqualTo(404);
    assertThat(report(root.getRunId(), "Odd")).isEqualTo(400);
    assertThat(server.post("/apis/v2beta1/workflows", "\"{}\"").statusCode()).isEqualTo(400);
  }

  private int report(String runId, String phase) {
    String manifest =
        """
        {"metadata": {"name": "flow", "namespace": "team", "uid": "u", "labels": {"pipeline/runid": "%s"}},
         "status": {"phase": "%s", "message": ""}}
        """
            .formatted(runId, phase);
    return server
        .post("/apis/v2beta1/workflows", JsonWriter.write(JsonValue.of(manifest)))
        .statusCode();
  }

  @Test
  void leavesARunOfTheOwnEngineAlone() {
    String runId = server.createRun("ours");
    var launcher = new ForeignLauncher(server, runId);

    assertThat(launcher.root().getState()).isEqualTo(TaskState.RUNTIME_STATE_UNSPECIFIED);
    assertThatThrownBy(() -> launcher.create(launcher.row("first", TaskType.RUNTIME, "root.first")))
        .isInstanceOf(StatusRuntimeException.class)
        .hasMessageMatching("(?s).*(FAILED_PRECONDITION|INVALID_ARGUMENT).*");
  }
}
