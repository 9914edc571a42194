package io.pitwheel.specification.reader.scope;

import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskSpecification;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The name of an input: of a parameter or of an artifact. */
record InputName(String name, boolean isArtifact) {
  /**
   * What the SDK puts before the name of a pipeline's input, or of a task's output, where an inner
   * graph takes it.
   */
  static final String PREFIX = "pipelinechannel--";

  boolean isDeclaredBy(ComponentInterface declared) {
    return declaredAs(
            isArtifact ? declared.inputArtifacts().keySet() : declared.inputParameters().keySet())
        .isPresent();
  }

  /** Which of the names a graph declares it is: the same, or that of a pipeline's own input. */
  Optional<String> declaredAs(Set<String> names) {
    return Stream.of(name, name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name)
        .filter(names::contains)
        .findFirst();
  }

  /** Whether the task gives its graph something of that name: an input, or the item of its loop. */
  boolean isGivenBy(TaskSpecification task) {
    Map<String, ?> inputs = isArtifact ? task.artifacts() : task.parameters();
    return inputs.containsKey(name) || isItemOf(task.iterator());
  }

  private boolean isItemOf(@Nullable TaskIterator iterator) {
    return iterator != null
        && iterator.itemInput().equals(name)
        && isArtifact == (iterator instanceof TaskIterator.ArtifactItems);
  }
}
