package io.pitwheel.specification;

/** Where a task's input artifact comes from. */
public sealed interface ArtifactSource {
  /** An input of the enclosing component. */
  record ParentArtifact(String name) implements ArtifactSource {}

  /** An output of a task in the same graph; of a loop it is the flat list. */
  record TaskOutputArtifact(String producerTask, String outputKey) implements ArtifactSource {}
}
