package io.pitwheel.server.pipeline;

import io.pitwheel.specification.PipelineSpecification;

/**
 * What a version is made of.
 *
 * @param packageUrl where it was fetched from; empty when it came with the request
 * @param codeSourceUrl where a user says its source is; empty for nowhere
 */
record VersionContent(
    PipelineSpecification specification, String packageUrl, String codeSourceUrl) {
  /** Of a specification that came with the request. */
  static VersionContent of(PipelineSpecification specification) {
    return new VersionContent(specification, "", "");
  }
}
