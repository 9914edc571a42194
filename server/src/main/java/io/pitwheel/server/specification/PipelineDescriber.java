package io.pitwheel.server.specification;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.api.v1.DescribePipelineResponse;
import io.pitwheel.api.v1.PipelineParameter;
import io.pitwheel.api.v1.PipelineTaskOutline;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.reader.ReadPipeline;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.TreeMap;

/** Says of a pipeline what a client needs that reads no YAML. */
final class PipelineDescriber {
  private PipelineDescriber() {}

  static DescribePipelineResponse describe(ReadPipeline pipeline) {
    PipelineSpecification specification = pipeline.specification();
    var response =
        DescribePipelineResponse.newBuilder()
            .setPipelineName(specification.name())
            .addAllWarnings(pipeline.warnings())
            .setPipelineSpec(pipelineOf(specification));
    new TreeMap<>(specification.root().declared().inputParameters())
        .forEach((name, declaration) -> response.addParameters(parameter(name, declaration)));
    for (TaskNode node : TaskGraph.of(specification).nodes()) {
      if (!node.isRoot()) {
        response.addTasks(outline(node));
      }
    }
    return response.build();
  }

  private static PipelineParameter parameter(String name, ParameterDeclaration declaration) {
    var parameter =
        PipelineParameter.newBuilder()
            .setName(name)
            .setType(declaration.type().name())
            .setIsOptional(declaration.isOptional())
            .setDescription(declaration.description());
    JsonValue defaultValue = declaration.defaultValue();
    if (defaultValue != null) {
      parameter.setDefaultValue(JsonStructs.toValue(defaultValue));
    }
    return parameter.build();
  }

  private static PipelineTaskOutline outline(TaskNode node) {
    return PipelineTaskOutline.newBuilder()
        .setPath(node.path().slashed())
        .setIsGraph(node.isDag())
        .setIsLoop(node.isLoop())
        .build();
  }

  private static Struct pipelineOf(PipelineSpecification specification) {
    Struct document = JsonStructs.toStruct(specification.document());
    JsonObject platform = specification.platformDocument();
    if (platform.members().isEmpty()) {
      return document;
    }
    return Struct.newBuilder()
        .putFields("pipeline_spec", Value.newBuilder().setStructValue(document).build())
        .putFields(
            "platform_spec",
            Value.newBuilder().setStructValue(JsonStructs.toStruct(platform)).build())
        .build();
  }
}
