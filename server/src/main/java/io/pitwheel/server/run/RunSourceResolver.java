package io.pitwheel.server.run;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.server.run.RunRequest.Source;
import io.pitwheel.server.specification.SpecificationCatalog;

/** Finds the pipeline a run is of, and keeps one that came with the request. */
public final class RunSourceResolver {
  private final PipelineStore pipelines;
  private final SpecificationCatalog specifications;

  public RunSourceResolver(PipelineStore pipelines, SpecificationCatalog specifications) {
    this.pipelines = pipelines;
    this.specifications = specifications;
  }

  /**
   * @throws PipelinesException NOT_FOUND for an unknown pipeline or version; INVALID_ARGUMENT for a
   *     version of another pipeline
   */
  RunSource resolve(Source source) {
    return switch (source) {
      case Source.Inline inline ->
          new RunSource(null, null, specifications.keep(inline.pipeline()).id());
      case Source.Stored stored -> new RunSource(null, null, stored.specificationId());
      case Source.Kept kept -> {
        PipelineVersion version = find(kept);
        yield new RunSource(version.pipelineId(), version.id(), version.specificationId());
      }
    };
  }

  private PipelineVersion find(Source.Kept kept) {
    if (kept.versionId().isEmpty()) {
      return pipelines
          .findLatestVersion(kept.pipelineId())
          .orElseThrow(() -> notFound("a version of pipeline " + kept.pipelineId()));
    }
    PipelineVersion version =
        pipelines
            .findVersion(kept.versionId())
            .orElseThrow(() -> notFound("pipeline version " + kept.versionId()));
    if (!kept.pipelineId().isEmpty() && !kept.pipelineId().equals(version.pipelineId())) {
      throw PipelinesException.invalid(
          "run.pipeline_version_reference.pipeline_id",
          "creating a run: version %s is not of pipeline %s (expected: pipeline %s)"
              .formatted(version.id(), kept.pipelineId(), version.pipelineId()));
    }
    return version;
  }

  private static PipelinesException notFound(String what) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "creating a run: finding %s: there is none".formatted(what));
  }
}
