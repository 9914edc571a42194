package io.pitwheel.server.specification;

import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.SpecificationDigest;

/**
 * A pipeline with the name that follows from its content, which takes longer to work out than most
 * of what is done with it.
 *
 * @param id as {@link SpecificationDigest} has it
 */
public record IdentifiedSpecification(String id, PipelineSpecification specification) {
  public static IdentifiedSpecification of(PipelineSpecification specification) {
    return new IdentifiedSpecification(SpecificationDigest.of(specification), specification);
  }
}
