package io.pitwheel.specification.reader;

import io.pitwheel.specification.PipelineSpecification;
import java.util.List;

/**
 * A pipeline that was read, and what in it is legal but probably not meant.
 *
 * @param warnings one sentence each, beginning with the path in the document
 */
public record ReadPipeline(PipelineSpecification specification, List<String> warnings) {
  public ReadPipeline {
    warnings = List.copyOf(warnings);
  }
}
