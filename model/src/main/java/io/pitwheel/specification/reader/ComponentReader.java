package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.ComponentSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec.DagOutputParameterSpec;
import io.pitwheel.api.pipelinespec.DagOutputsSpec.ParameterSelectorSpec;
import io.pitwheel.api.pipelinespec.DagSpec;
import io.pitwheel.api.pipelinespec.PipelineTaskSpec;
import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.DagOutputs;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads components: graphs here, leaves through {@link ExecutorReader}. */
final class ComponentReader {
  private final ExecutorReader executors;
  private final Map<String, ExecutorPlatform<PlacedSource>> platforms;

  /**
   * @param platforms by component name
   */
  ComponentReader(ExecutorReader executors, Map<String, ExecutorPlatform<PlacedSource>> platforms) {
    this.executors = executors;
    this.platforms = platforms;
  }

  Component read(String name, ComponentSpec component, DocumentPath path) {
    ComponentInterface declared = InterfaceReader.read(component, path);
    return switch (component.getImplementationCase()) {
      case DAG -> graph(name, declared, component.getDag(), path.field("dag"));
      case EXECUTOR_LABEL ->
          withPlatform(
              executors.component(
                  name, declared, component.getExecutorLabel(), path.field("executorLabel")));
      case IMPLEMENTATION_NOT_SET ->
          throw Refusal.of(path, "no implementation", "dag or executorLabel");
    };
  }

  DagComponent readRoot(ComponentSpec root, DocumentPath path) {
    return graph("root", InterfaceReader.read(root, path), root.getDag(), path.field("dag"));
  }

  private Component withPlatform(Component component) {
    return component instanceof ContainerComponent container
        ? new ContainerComponent(
            container.name(),
            container.declared(),
            container.executorLabel(),
            container.executor(),
            platforms.getOrDefault(container.name(), ExecutorPlatform.none()))
        : component;
  }

  private DagComponent graph(
      String name, ComponentInterface declared, DagSpec dag, DocumentPath path) {
    var tasks = new LinkedHashMap<String, TaskSpecification>();
    dag.getTasksMap()
        .forEach((key, task) ->
            tasks.put(
                key,
                TaskReader.read(key, task, path.field("tasks").field(key))
                    .dependingAlsoOn(platformProducers(task, dag))));
    return new DagComponent(name, declared, tasks, outputs(dag.getOutputs(), path));
  }

  /** A name may be another task's output, and the compiler does not always write that down. */
  private Set<String> platformProducers(PipelineTaskSpec task, DagSpec dag) {
    ExecutorPlatform<PlacedSource> platform =
        platforms.getOrDefault(task.getComponentRef().getName(), ExecutorPlatform.none());
    var producers = new TreeSet<String>();
    platform
        .needs()
        .values()
        .forEach(value -> {
          if (value.source() instanceof ParameterSource.TaskOutputParameter output) {
            producers.add(output.producerTask());
          }
        });
    producers.retainAll(dag.getTasksMap().keySet());
    return producers;
  }

  private static DagOutputs outputs(DagOutputsSpec outputs, DocumentPath path) {
    DocumentPath outputPath = path.field("outputs");
    Map<String, List<OutputSelector>> parameters = new LinkedHashMap<>();
    outputs
        .getParametersMap()
        .forEach((name, parameter) ->
            parameters.put(name, selectors(parameter, outputPath.field("parameters").field(name))));
    Map<String, List<OutputSelector>> artifacts = new LinkedHashMap<>();
    outputs
        .getArtifactsMap()
        .forEach((name, artifact) ->
            artifacts.put(
                name,
                artifact.getArtifactSelectorsList().stream()
                    .map(selector ->
                        new OutputSelector(
                            selector.getProducerSubtask(), selector.getOutputArtifactKey()))
                    .toList()));
    return new DagOutputs(parameters, artifacts);
  }

  private static List<OutputSelector> selectors(
      DagOutputParameterSpec parameter, DocumentPath path) {
    List<ParameterSelectorSpec> specified =
        switch (parameter.getKindCase()) {
          case VALUE_FROM_PARAMETER -> List.of(parameter.getValueFromParameter());
          case VALUE_FROM_ONEOF -> parameter.getValueFromOneof().getParameterSelectorsList();
          case KIND_NOT_SET ->
              throw Refusal.of(path, "no source", "valueFromParameter or valueFromOneof");
        };
    return specified.stream()
        .map(selector ->
            new OutputSelector(selector.getProducerSubtask(), selector.getOutputParameterKey()))
        .toList();
  }
}
