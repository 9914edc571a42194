package io.pitwheel.server.pipeline;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.server.http.Names;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.specification.PipelineSpecification;
import java.time.Clock;

/** Keeps new pipelines and new versions of them. */
public final class PipelineUploader {
  private static final String NAMESPACE = "";

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

  /** How the user calls what is kept. An empty display name means the name. */
  record Naming(String name, String displayName, String description) {
    /** Whichever of the two names is given stands for both; the last one when none is. */
    static Naming of(String name, String displayName, String otherwise, String description) {
      String resolved = !name.isEmpty() ? name : displayName.isEmpty() ? otherwise : displayName;
      return new Naming(resolved, displayName.isEmpty() ? resolved : displayName, description);
    }
  }

  /**
   * A pipeline with a first version of the same names.
   *
   * @throws PipelinesException INVALID_ARGUMENT for a name; ALREADY_EXISTS
   */
  Pipeline create(Naming naming, PipelineSpecification specification) {
    Names.require("name", naming.name(), Pipeline.MAX_NAME_LENGTH);
    Names.require("display_name", naming.displayName(), Pipeline.MAX_NAME_LENGTH);
    var pipeline =
        new Pipeline(
            identifiers.next(),
            naming.name(),
            naming.displayName(),
            naming.description(),
            NAMESPACE,
            clock.instant());
    pipelines.create(pipeline, version(pipeline.id(), naming, specification));
    return pipeline;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for a name or an unknown pipeline (KFP: 400 for
   *     both); ALREADY_EXISTS
   */
  PipelineVersion addVersion(
      String pipelineId, Naming naming, PipelineSpecification specification) {
    Names.require("name", naming.name(), PipelineVersion.MAX_NAME_LENGTH);
    Names.require("display_name", naming.displayName(), PipelineVersion.MAX_NAME_LENGTH);
    if (pipelines.find(pipelineId).isEmpty()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "adding a version to pipeline %s: there is none (expected: the id of a pipeline)"
              .formatted(pipelineId),
          "pipelineid",
          null);
    }
    PipelineVersion version = version(pipelineId, naming, specification);
    pipelines.addVersion(version);
    return version;
  }

  private PipelineVersion version(
      String pipelineId, Naming naming, PipelineSpecification specification) {
    return new PipelineVersion(
        identifiers.next(),
        pipelineId,
        naming.name(),
        naming.displayName(),
        naming.description(),
        specifications.keep(specification).id(),
        clock.instant());
  }
}
