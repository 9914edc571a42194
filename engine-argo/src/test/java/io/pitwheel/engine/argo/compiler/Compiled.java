package io.pitwheel.engine.argo.compiler;

import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Workflows of tests: all of one run, in one installation. */
final class Compiled {
  static final String RUN_ID = "5d2a52b9-0d39-4b3a-8f29-2d7a7c0b1a11";

  private static final WorkflowCompiler COMPILER =
      new WorkflowCompiler(
          new WorkflowSettings(
              "pitwheel", "pitwheel/launcher:0.1.0", "http://pitwheel.kubeflow:8888"));

  private Compiled() {}

  static JsonObject pipeline(String text) {
    PipelineSpecification specification = PipelineDocumentReader.read(text).specification();
    return graph(TaskGraph.of(specification));
  }

  static JsonObject graph(TaskGraph graph) {
    return COMPILER.compile(
        graph, WorkflowTarget.of(RUN_ID, graph.specification().name(), "", "pipeline-runner"));
  }

  static int bytesOf(JsonValue value) {
    return JsonWriter.write(value).getBytes(StandardCharsets.UTF_8).length;
  }

  /** The templates by name, in their order. */
  static Map<String, JsonObject> templatesOf(JsonObject workflow) {
    var templates = new LinkedHashMap<String, JsonObject>();
    if (workflow.members().get("spec") instanceof JsonObject specification
        && specification.members().get("templates") instanceof JsonList list) {
      for (JsonValue value : list.values()) {
        if (value instanceof JsonObject template
            && template.members().get("name") instanceof JsonText(String name)) {
          templates.put(name, template);
        }
      }
    }
    return templates;
  }
}
