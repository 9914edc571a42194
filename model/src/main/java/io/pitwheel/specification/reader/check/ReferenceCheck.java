package io.pitwheel.specification.reader.check;

import io.pitwheel.failure.NearestNames;
import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Refuses a graph that names what is not there. Two things are let pass: an input that the task's
 * component does not declare (the SDK adds such inputs for placeholders), and an input of the
 * enclosing component that it does not declare (the SDK writes such references for items of loops
 * inside texts); the second is a warning.
 */
final class ReferenceCheck {
  private final PipelineSpecification specification;
  private final DagComponent graph;
  private final List<String> warnings;

  private ReferenceCheck(
      PipelineSpecification specification, DagComponent graph, List<String> warnings) {
    this.specification = specification;
    this.graph = graph;
    this.warnings = warnings;
  }

  static void check(
      PipelineSpecification specification,
      DagComponent graph,
      DocumentPath path,
      List<String> warnings) {
    var check = new ReferenceCheck(specification, graph, warnings);
    DocumentPath dagPath = path.field("dag");
    // All components first: the outputs of a producer are looked up in its component.
    for (TaskSpecification task : graph.tasks().values()) {
      check.requireComponent(task, dagPath.field("tasks").field(task.key()));
    }
    for (TaskSpecification task : graph.tasks().values()) {
      check.checkTask(task, dagPath.field("tasks").field(task.key()));
    }
    check.checkOutputs(dagPath.field("outputs"));
  }

  private void requireComponent(TaskSpecification task, DocumentPath path) {
    String name = task.componentName();
    Set<String> known = specification.components().keySet();
    if (!known.contains(name)) {
      throw Refusal.of(
          path.field("componentRef").field("name"),
          "no component " + name,
          "a key of components: " + NearestNames.of(name, known));
    }
  }

  private void checkTask(TaskSpecification task, DocumentPath path) {
    DocumentPath parameters = path.field("inputs").field("parameters");
    task.parameters()
        .forEach((name, input) -> checkParameter(input.source(), parameters.field(name)));
    DocumentPath artifacts = path.field("inputs").field("artifacts");
    task.artifacts().forEach((name, source) -> checkArtifact(source, artifacts.field(name)));
    for (String dependency : task.dependencies()) {
      requireTask(dependency, path.field("dependentTasks"));
    }
    TaskIterator iterator = task.iterator();
    if (iterator != null) {
      checkIterator(task, iterator, path);
    }
  }

  private void checkParameter(ParameterSource source, DocumentPath path) {
    switch (source) {
      case ParameterSource.ConstantParameter _ -> {}
      case ParameterSource.ParentParameter parent ->
          warnUnlessDeclared(
              parent.name(),
              graph.declared().inputParameters().keySet(),
              path.field("componentInputParameter"));
      case ParameterSource.TaskFinalStatusParameter status ->
          requireTask(status.producerTask(), path.field("taskFinalStatus").field("producerTask"));
      case ParameterSource.TaskOutputParameter output -> {
        DocumentPath place = path.field("taskOutputParameter");
        ComponentInterface producer =
            requireTask(output.producerTask(), place.field("producerTask"));
        requireOutput(
            output.outputKey(),
            producer.outputParameters().keySet(),
            place.field("outputParameterKey"));
      }
    }
  }

  private void checkArtifact(ArtifactSource source, DocumentPath path) {
    switch (source) {
      case ArtifactSource.ParentArtifact parent ->
          warnUnlessDeclared(
              parent.name(),
              graph.declared().inputArtifacts().keySet(),
              path.field("componentInputArtifact"));
      case ArtifactSource.TaskOutputArtifact output -> {
        DocumentPath place = path.field("taskOutputArtifact");
        ComponentInterface producer =
            requireTask(output.producerTask(), place.field("producerTask"));
        requireOutput(
            output.outputKey(),
            producer.outputArtifacts().keySet(),
            place.field("outputArtifactKey"));
      }
    }
  }

  private void checkIterator(TaskSpecification task, TaskIterator iterator, DocumentPath path) {
    switch (iterator) {
      case TaskIterator.RawItems _ -> {}
      case TaskIterator.ParameterItems items ->
          requireOwnInput(
              items.inputParameter(),
              task.parameters().keySet(),
              path.field("parameterIterator").field("items").field("inputParameter"));
      case TaskIterator.ArtifactItems items ->
          requireOwnInput(
              items.inputArtifact(),
              task.artifacts().keySet(),
              path.field("artifactIterator").field("items").field("inputArtifact"));
    }
  }

  private static void requireOwnInput(String name, Set<String> inputs, DocumentPath path) {
    if (!inputs.contains(name)) {
      throw Refusal.of(
          path, "no input " + name, "an input of this task: " + NearestNames.of(name, inputs));
    }
  }

  private void checkOutputs(DocumentPath path) {
    checkSelectors(graph.outputs().parameters(), path.field("parameters"), true);
    checkSelectors(graph.outputs().artifacts(), path.field("artifacts"), false);
  }

  private void checkSelectors(
      Map<String, List<OutputSelector>> outputs, DocumentPath path, boolean areParameters) {
    outputs.forEach((name, selectors) -> {
      DocumentPath place = path.field(name);
      for (OutputSelector selector : selectors) {
        ComponentInterface producer =
            requireTask(selector.producerTask(), place.field("producerSubtask"));
        requireOutput(
            selector.outputKey(),
            areParameters
                ? producer.outputParameters().keySet()
                : producer.outputArtifacts().keySet(),
            place.field(areParameters ? "outputParameterKey" : "outputArtifactKey"));
      }
    });
  }

  private ComponentInterface requireTask(String key, DocumentPath path) {
    TaskSpecification task = graph.tasks().get(key);
    if (task == null) {
      throw Refusal.of(
          path,
          "no task " + key,
          "a task of the same graph: " + NearestNames.of(key, graph.tasks().keySet()));
    }
    return specification.componentOf(task).declared();
  }

  private static void requireOutput(String key, Set<String> declared, DocumentPath path) {
    if (!declared.contains(key)) {
      throw Refusal.of(
          path,
          "no output " + key,
          "an output of the producer's component: " + NearestNames.of(key, declared));
    }
  }

  private void warnUnlessDeclared(String name, Set<String> declared, DocumentPath path) {
    if (!declared.contains(name)) {
      warnings.add(
          "%s: %s is no input of the enclosing component; the task may fail for want of it"
              .formatted(path.text(), name));
    }
  }
}
