package io.pitwheel.server.pipeline;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.specification.SpecificationCatalog;
import java.time.Clock;
import java.util.Map;

/** Keeps new pipelines and new versions of them. */
public final class PipelineUploader {
  private final PipelineStore pipelines;
  private final SpecificationCatalog specifications;
  private final Identifiers identifiers;
  private final Clock clock;

  public PipelineUploader(
      PipelineStore pipelines,
      SpecificationCatalog specifications,
      Identifiers identifiers,
      Clock clock) {
    this.pipelines = pipelines;
    this.specifications = specifications;
    this.identifiers = identifiers;
    this.clock = clock;
  }

  /**
   * A pipeline without a version.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a name, description or tag; ALREADY_EXISTS
   */
  Pipeline create(Naming naming) {
    Pipeline pipeline = pipeline(naming);
    pipelines.create(pipeline);
    return pipeline;
  }

  /**
   * A pipeline with a first version of the same names.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a name, description or tag; ALREADY_EXISTS
   */
  Pipeline create(Naming naming, VersionContent content, Map<String, String> versionTags) {
    Pipeline pipeline = pipeline(naming);
    Naming ofVersion = naming.shortened(PipelineVersion.MAX_NAME_LENGTH, versionTags);
    pipelines.create(pipeline, version(pipeline.id(), ofVersion, content));
    return pipeline;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for a name, description or tag; NOT_FOUND for the
   *     pipeline; ALREADY_EXISTS
   */
  PipelineVersion addVersion(String pipelineId, Naming naming, VersionContent content) {
    PipelineVersion version = version(pipelineId, naming, content);
    pipelines.addVersion(version);
    return version;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT (KFP: 400) for a pipeline that an upload names and
   *     that there is not
   */
  void requireKnown(String pipelineId) {
    if (pipelines.find(pipelineId).isEmpty()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "adding a version to pipeline %s: there is none (expected: the id of a pipeline)"
              .formatted(pipelineId),
          "pipelineid",
          null);
    }
  }

  private Pipeline pipeline(Naming naming) {
    naming.require(Pipeline.MAX_NAME_LENGTH);
    return new Pipeline(
        identifiers.next(),
        naming.name(),
        naming.displayName(),
        naming.description(),
        CallScope.namespace(),
        naming.tags(),
        clock.instant());
  }

  private PipelineVersion version(String pipelineId, Naming naming, VersionContent content) {
    naming.require(PipelineVersion.MAX_NAME_LENGTH);
    return new PipelineVersion(
        identifiers.next(),
        pipelineId,
        naming.name(),
        naming.displayName(),
        naming.description(),
        specifications.keep(content.specification()).id(),
        content.packageUrl(),
        content.codeSourceUrl(),
        naming.tags(),
        clock.instant());
  }
}
