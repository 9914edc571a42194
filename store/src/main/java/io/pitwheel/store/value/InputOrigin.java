package io.pitwheel.store.value;

import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ArtifactSource.ParentArtifact;
import io.pitwheel.specification.ArtifactSource.TaskOutputArtifact;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.TaskFinalStatusParameter;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import org.jspecify.annotations.Nullable;

/**
 * Where an input came from, in the words of KFP's {@code IOType}.
 *
 * @param producer key of the task that made it; empty for none
 */
public record InputOrigin(String type, String producer) {
  private static final InputOrigin DEFAULT = new InputOrigin("COMPONENT_DEFAULT_INPUT", "");
  private static final InputOrigin COMPONENT = new InputOrigin("COMPONENT_INPUT", "");

  /** Of what a user gave a run, and of constants. */
  public static final InputOrigin RUNTIME = new InputOrigin("RUNTIME_VALUE_INPUT", "");

  /** Of a parameter. */
  public static InputOrigin ofParameter(TaskGraph graph, TaskNode node, String key) {
    TaskSpecification task = node.requireTask();
    InputOrigin iterated = ofItem(task.iterator(), key);
    if (iterated != null) {
      return iterated;
    }
    ParameterInput input = task.parameters().get(key);
    if (input == null) {
      return DEFAULT;
    }
    return switch (input.source()) {
      case ConstantParameter _ -> RUNTIME;
      case ParentParameter _ -> COMPONENT;
      case TaskOutputParameter output -> ofTask(graph, node, output.producerTask());
      case TaskFinalStatusParameter status ->
          new InputOrigin("TASK_FINAL_STATUS_OUTPUT", status.producerTask());
    };
  }

  /** Of an artifact. */
  public static InputOrigin ofArtifact(TaskGraph graph, TaskNode node, String key) {
    TaskSpecification task = node.requireTask();
    InputOrigin iterated = ofItem(task.iterator(), key);
    if (iterated != null) {
      return iterated;
    }
    ArtifactSource source = task.artifacts().get(key);
    return switch (source) {
      case null -> DEFAULT;
      case ParentArtifact _ -> COMPONENT;
      case TaskOutputArtifact output -> ofTask(graph, node, output.producerTask());
    };
  }

  /** Of what a task makes itself. */
  public static InputOrigin ofOutput(TaskNode node) {
    return new InputOrigin(
        node.loopDepth() > 0 ? "ITERATOR_OUTPUT" : "OUTPUT", node.path().lastKey());
  }

  /** Of what a graph gives of a task inside it. */
  public static InputOrigin ofSurfaced(boolean isLoop, int selectors, String producer) {
    String type = selectors > 1 ? "ONE_OF_OUTPUT" : "OUTPUT";
    return new InputOrigin(isLoop ? "ITERATOR_OUTPUT" : type, producer);
  }

  /** Whether nothing in the graph says where it came from. */
  public boolean isDefault() {
    return equals(DEFAULT);
  }

  private static @Nullable InputOrigin ofItem(@Nullable TaskIterator iterator, String key) {
    if (iterator == null || !iterator.itemInput().equals(key)) {
      return null;
    }
    return switch (iterator) {
      case TaskIterator.RawItems _ -> new InputOrigin("ITERATOR_INPUT_RAW", "");
      case TaskIterator.ParameterItems _, TaskIterator.ArtifactItems _ ->
          new InputOrigin("ITERATOR_INPUT", "");
    };
  }

  private static InputOrigin ofTask(TaskGraph graph, TaskNode node, String producer) {
    TaskNode made = graph.childrenOf(graph.parentOf(node)).get(producer);
    boolean isCollected = made != null && made.isLoop() && !node.isLoop();
    return new InputOrigin(isCollected ? "COLLECTED_INPUTS" : "TASK_OUTPUT_INPUT", producer);
  }
}
