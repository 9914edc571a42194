package io.pitwheel.specification;

/** What a loop goes over and the name under which each item enters the loop's body. */
public sealed interface TaskIterator {
  String itemInput();

  /** Items written in the pipeline: the text of a JSON list. */
  record RawItems(String itemInput, String json) implements TaskIterator {}

  /** Items of one of this task's own input parameters: a list, or a text that holds a JSON list. */
  record ParameterItems(String itemInput, String inputParameter) implements TaskIterator {}

  /** The artifacts of one of this task's own input artifacts. */
  record ArtifactItems(String itemInput, String inputArtifact) implements TaskIterator {}
}
