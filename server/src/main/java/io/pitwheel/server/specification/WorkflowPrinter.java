package io.pitwheel.server.specification;

import io.pitwheel.api.v1.CompilePipelineRequest;
import io.pitwheel.api.v1.CompilePipelineRequest.Format;
import io.pitwheel.api.v1.CompilePipelineResponse;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowTarget;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.YamlWriter;

/** Shows the Workflow of a pipeline as the engine would submit it. */
public final class WorkflowPrinter {
  /** Stands where the id of a run will. */
  private static final String RUN_ID = "RUN_ID";

  private final WorkflowCompiler compiler;
  private final String namespace;
  private final String serviceAccount;

  private WorkflowPrinter(WorkflowCompiler compiler, String namespace, String serviceAccount) {
    this.compiler = compiler;
    this.namespace = namespace;
    this.serviceAccount = serviceAccount;
  }

  /** A printer for the installation that these settings describe. */
  public static WorkflowPrinter of(Settings settings) {
    return new WorkflowPrinter(
        Installation.compiler(settings),
        settings.text(Setting.KUBERNETES_NAMESPACE),
        settings.text(Setting.KUBERNETES_SERVICE_ACCOUNT));
  }

  CompilePipelineResponse print(CompilePipelineRequest request) {
    PipelineSpecification specification =
        PipelineDocumentReader.read(request.getPipeline()).specification();
    JsonObject workflow =
        compiler.compile(
            TaskGraph.of(specification),
            WorkflowTarget.of(RUN_ID, specification.name(), namespace, serviceAccount));
    return CompilePipelineResponse.newBuilder()
        .setWorkflows(written(workflow, request.getFormat()))
        .build();
  }

  private static String written(JsonObject workflow, Format format) {
    return switch (format) {
      case YAML -> YamlWriter.write(workflow);
      case JSON -> JsonWriter.write(workflow) + "\n";
      case UNRECOGNIZED ->
          throw new PipelinesException(
              ErrorCode.INVALID_ARGUMENT,
              "compiling a pipeline: an unknown format (expected: YAML or JSON)");
    };
  }
}
