package io.pitwheel.placeholder;

/**
 * What a placeholder in a constant, a command or an argument asks for; one record for each form the
 * stock SDK writes, such as {@code {{$.inputs.parameters['epochs']}}}.
 */
public sealed interface Placeholder {
  /** The whole executor input as compact JSON: <code>{{$}}</code>. */
  record WholeExecutorInput() implements Placeholder {}

  /** The value of an input parameter. */
  record InputParameter(String name) implements Placeholder {}

  /**
   * Something about an input artifact; of a list, about its first element but for {@link
   * ArtifactProperty.Whole}.
   */
  record InputArtifact(String name, ArtifactProperty property) implements Placeholder {}

  /** The file into which the task writes an output parameter. */
  record OutputParameterFile(String name) implements Placeholder {}

  /** Something about an output artifact. */
  record OutputArtifact(String name, ArtifactProperty property) implements Placeholder {}

  /** The file into which an SDK component writes all its outputs. */
  record OutputFile() implements Placeholder {}

  /** A value about the run or the task, such as {@code pipeline_job_uuid}; see {@link Facts}. */
  record Fact(String name) implements Placeholder {}

  /** Which property of an artifact. */
  sealed interface ArtifactProperty {
    /** Where it is on this machine. */
    record Path() implements ArtifactProperty {}

    /** Where it is kept. */
    record Uri() implements ArtifactProperty {}

    /** All metadata as compact JSON. */
    record Metadata() implements ArtifactProperty {}

    /** One metadata value in text form. */
    record MetadataValue(String key) implements ArtifactProperty {}

    /** Name, URI, type and metadata as compact JSON; of an input that is a list, a list of them. */
    record Whole() implements ArtifactProperty {}
  }
}
