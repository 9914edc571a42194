package io.pitwheel.engine.argo.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.YamlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole Workflows, one for each thing that a pipeline can have. */
final class WorkflowCompilerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "chain_of_shapes",
        "exit_handler_loop_condition",
        "exit_task_after_several",
        "loops_in_loops",
        "graph_with_a_template",
        "retries_and_deadlines",
        "importer_and_claims",
        "workspace",
        "models_in_images",
        "fields_of_the_platform",
        "fields_of_the_run"
      })
  void makesTheKnownWorkflow(String feature) {
    JsonObject workflow = Compiled.pipeline(Golden.read(feature + ".pipeline.yaml"));

    Golden.compare(feature + ".workflow.yaml", YamlWriter.write(workflow));
  }

  @Test
  void makesTheSameOfTheSame() {
    String pipeline = Golden.read("exit_handler_loop_condition.pipeline.yaml");

    assertThat(JsonWriter.write(Compiled.pipeline(pipeline)))
        .isEqualTo(JsonWriter.write(Compiled.pipeline(pipeline)));
  }

  @Test
  void tellsArgoToRemoveNothingByItself() {
    String text = JsonWriter.write(Compiled.pipeline(Golden.read("hello.pipeline.yaml")));

    assertThat(text).doesNotContain("podGC", "ttlStrategy").contains(WorkflowWords.FINALIZER);
    assertThat(text.split("sidecar.istio.io/inject", -1)).hasSize(2);
  }

  @Test
  void decidesForAllPodsByWhomCommandsRun() {
    TaskGraph graph =
        TaskGraph.of(
            PipelineDocumentReader.read(Golden.read("hello.pipeline.yaml")).specification());
    var settings =
        new WorkflowSettings("", "launcher:1", "http://pitwheel", new RunningUser(1000L, 7L, true));

    String text =
        JsonWriter.write(new WorkflowCompiler(settings).compile(graph, target("run", "hello")));

    assertThat(text).contains("runAsUser: 1000", "runAsGroup: 7");
    assertThat(text.split("runAsNonRoot: true", -1)).hasSize(3);
    assertThat(JsonWriter.write(Compiled.pipeline(Golden.read("hello.pipeline.yaml"))))
        .doesNotContain("runAsUser");
  }

  @Test
  void letsNoCommandBeRootWhereNoPodMayBe() {
    TaskGraph graph =
        TaskGraph.of(
            PipelineDocumentReader.read(Golden.read("hello.pipeline.yaml")).specification());
    var usual = new WorkflowCompiler(new WorkflowSettings("", "launcher:1", "http://pitwheel"));

    String text = JsonWriter.write(usual.withoutRoot().compile(graph, target("run", "hello")));

    // That of the launcher, and that of the command.
    assertThat(text.split("runAsNonRoot: true", -1)).hasSize(3);
  }

  @Test
  void namesAWorkflowAfterItsRunShortly() {
    WorkflowTarget first = target("run-1", "a-pipeline-with-a-long-name");

    assertThat(first.name()).matches("a-pipeli-[0-9a-z]{12}");
    assertThat(target("run-1", "a-pipeline-with-a-long-name")).isEqualTo(first);
    assertThat(target("run-2", "a-pipeline-with-a-long-name").name()).isNotEqualTo(first.name());
    assertThat(target("run-1", "seven---and-more").name()).matches("seven-[0-9a-z]{12}");
  }

  private static WorkflowTarget target(String runId, String pipelineName) {
    return WorkflowTarget.of(runId, pipelineName, "", "");
  }
}
