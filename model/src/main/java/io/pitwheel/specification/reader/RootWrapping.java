package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.ComponentOutputsSpec;
import io.pitwheel.api.pipelinespec.ComponentRef;
import io.pitwheel.api.pipelinespec.ComponentSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec.ArtifactSelectorSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec.DagOutputArtifactSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec.DagOutputParameterSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec.ParameterSelectorSpec;
import io.pitwheel.api.pipelinespec.DagSpec;
import io.pitwheel.api.pipelinespec.PipelineSpec;
import io.pitwheel.api.pipelinespec.PipelineTaskSpec;
import io.pitwheel.api.pipelinespec.TaskInputsSpec;
import io.pitwheel.api.pipelinespec.TaskInputsSpec.InputArtifactSpec;
import io.pitwheel.api.pipelinespec.TaskInputsSpec.InputParameterSpec;

/**
 * A pipeline whose root is a single component is the graph of one task that the SDK would have
 * written around it; the task is called as the pipeline is.
 */
final class RootWrapping {
  private RootWrapping() {}

  static PipelineSpec wrapped(PipelineSpec pipeline) {
    if (!pipeline.getRoot().hasExecutorLabel()) {
      return pipeline;
    }
    String task = pipeline.getPipelineInfo().getName();
    String component = "comp-" + task;
    while (pipeline.containsComponents(component)) {
      component = component + "-root";
    }
    return pipeline.toBuilder()
        .putComponents(component, pipeline.getRoot())
        .setRoot(around(pipeline.getRoot(), task, component))
        .build();
  }

  private static ComponentSpec around(ComponentSpec component, String task, String name) {
    var only =
        PipelineTaskSpec.newBuilder()
            .setComponentRef(ComponentRef.newBuilder().setName(name))
            .setInputs(inputs(component));
    return component.toBuilder()
        .setDag(
            DagSpec.newBuilder()
                .putTasks(task, only.build())
                .setOutputs(outputs(component.getOutputDefinitions(), task)))
        .build();
  }

  private static TaskInputsSpec inputs(ComponentSpec component) {
    var inputs = TaskInputsSpec.newBuilder();
    for (String name : component.getInputDefinitions().getParametersMap().keySet()) {
      inputs.putParameters(
          name, InputParameterSpec.newBuilder().setComponentInputParameter(name).build());
    }
    for (String name : component.getInputDefinitions().getArtifactsMap().keySet()) {
      inputs.putArtifacts(
          name, InputArtifactSpec.newBuilder().setComponentInputArtifact(name).build());
    }
    return inputs.build();
  }

  private static DagOutputsSpec outputs(ComponentOutputsSpec declared, String task) {
    var outputs = DagOutputsSpec.newBuilder();
    for (String name : declared.getParametersMap().keySet()) {
      var selector =
          ParameterSelectorSpec.newBuilder().setProducerSubtask(task).setOutputParameterKey(name);
      outputs.putParameters(
          name, DagOutputParameterSpec.newBuilder().setValueFromParameter(selector).build());
    }
    for (String name : declared.getArtifactsMap().keySet()) {
      var selector =
          ArtifactSelectorSpec.newBuilder().setProducerSubtask(task).setOutputArtifactKey(name);
      outputs.putArtifacts(
          name, DagOutputArtifactSpec.newBuilder().addArtifactSelectors(selector).build());
    }
    return outputs.build();
  }
}
