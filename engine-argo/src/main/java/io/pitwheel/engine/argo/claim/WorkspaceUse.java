package io.pitwheel.engine.argo.claim;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.placeholder.Facts;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonWriter;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether a task uses the workspace of its run: it does when a value or its command names the place
 * of it, or when an artifact is in it. Who does not is not bound to where the volume is.
 */
public enum WorkspaceUse {
  NEVER,
  ALWAYS,
  /** As the values of the run have it. */
  DECIDED_AT_RUN_TIME;

  private static final String PLACEHOLDER = "{{$." + Facts.WORKSPACE_PATH + "}}";

  /** What can be known of a task that runs a command before there is a run. */
  public static WorkspaceUse of(TaskNode node) {
    if (!(node.component() instanceof ContainerComponent component)) {
      return NEVER;
    }
    Collection<ParameterInput> parameters = node.requireTask().parameters().values();
    boolean isNamed =
        isNamedIn(component.executor())
            || constants(parameters).anyMatch(WorkspaceUse::isNamedIn)
            || defaults(component).anyMatch(WorkspaceUse::isNamedIn);
    if (isNamed) {
      return ALWAYS;
    }
    boolean isKnown =
        node.requireTask().artifacts().isEmpty()
            && constants(parameters).count() == parameters.size();
    return isKnown ? NEVER : DECIDED_AT_RUN_TIME;
  }

  /** Whether a task with these inputs uses it. */
  static boolean isIn(TaskValues inputs, ContainerExecutor executor) {
    return isNamedIn(executor)
        || inputs.parameters().values().stream().anyMatch(WorkspaceUse::isNamedIn)
        || inputs.artifacts().values().stream().flatMap(List::stream).anyMatch(WorkspaceUse::isIn);
  }

  private static Stream<JsonValue> constants(Collection<ParameterInput> parameters) {
    return parameters.stream()
        .flatMap(input ->
            input.source() instanceof ConstantParameter(JsonValue value)
                ? Stream.of(value)
                : Stream.empty());
  }

  private static Stream<JsonValue> defaults(ContainerComponent component) {
    return component.declared().inputParameters().values().stream()
        .flatMap(declared -> Stream.ofNullable(declared.defaultValue()));
  }

  private static boolean isIn(Artifact artifact) {
    return artifact.isInWorkspace() || isNamedIn(artifact.uri());
  }

  private static boolean isNamedIn(ContainerExecutor executor) {
    return Stream.of(
            executor.command().stream(),
            executor.arguments().stream(),
            executor.environment().values().stream())
        .flatMap(texts -> texts)
        .anyMatch(WorkspaceUse::isNamedIn);
  }

  /** What is too large to be at hand is not searched: mounting what is not used does no harm. */
  private static boolean isNamedIn(JsonValue value) {
    return value instanceof JsonSpilled || isNamedIn(JsonWriter.write(value));
  }

  private static boolean isNamedIn(String text) {
    return text.contains(RunFacts.WORKSPACE_PATH) || text.contains(PLACEHOLDER);
  }
}
