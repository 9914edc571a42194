package io.pitwheel.server.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.api.v1.CompilePipelineRequest;
import io.pitwheel.api.v1.CompilePipelineRequest.Format;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.Specifications;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.server.settings.SettingsReader;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkflowPrinterTest {
  @Test
  void printsYamlWithThePlaceOfTheRunsId() {
    String workflow = print(Settings.defaults(), Format.YAML);

    assertThat(workflow)
        .startsWith("apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n")
        .contains("pipeline/runid: RUN_ID\n", "serviceAccountName: pipeline-runner\n");
  }

  @Test
  void printsJsonOnOneLine() {
    String workflow = print(Settings.defaults(), Format.JSON);

    assertThat(workflow).endsWith("}\n");
    assertThat(workflow.lines()).hasSize(1);
    assertThat(JsonReader.read(workflow)).isInstanceOf(JsonObject.class);
  }

  @Test
  void describesTheInstallationOfTheSettings() {
    Settings settings =
        SettingsReader.read(
            null,
            Map.of(
                "PITWHEEL_KUBERNETES_NAMESPACE",
                "team",
                "DEFAULTPIPELINERUNNERSERVICEACCOUNT",
                "runner",
                "PITWHEEL_KUBERNETES_INSTANCE_ID",
                "mine"),
            Map.of());

    assertThat(print(settings, Format.YAML))
        .contains(
            "namespace: team\n",
            "serviceAccountName: runner\n",
            "workflows.argoproj.io/controller-instanceid: mine\n");
  }

  @Test
  void refusesWhatCouldNotRun() {
    assertThatThrownBy(() -> compile(Settings.defaults(), "root: {}", Format.YAML))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("expected");
  }

  private static String print(Settings settings, Format format) {
    String pipeline = new String(Specifications.twoSteps(), StandardCharsets.UTF_8);
    return compile(settings, pipeline, format);
  }

  private static String compile(Settings settings, String pipeline, Format format) {
    var request =
        CompilePipelineRequest.newBuilder().setPipeline(pipeline).setFormat(format).build();
    return WorkflowPrinter.of(settings).print(request).getWorkflows();
  }
}
