package io.pitwheel.pipeline;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import java.util.Optional;

/** Keeps pipelines and their versions. Every method is one transaction. Errors as in TaskStore. */
public interface PipelineStore {
  /**
   * A pipeline without a version.
   *
   * @throws io.pitwheel.failure.PipelinesException ALREADY_EXISTS when the name is taken
   */
  void create(Pipeline pipeline);

  /**
   * A pipeline and its first version, or neither.
   *
   * @throws io.pitwheel.failure.PipelinesException ALREADY_EXISTS when the name is taken
   */
  void create(Pipeline pipeline, PipelineVersion firstVersion);

  /**
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND for the pipeline; ALREADY_EXISTS when
   *     the name is taken
   */
  void addVersion(PipelineVersion version);

  /**
   * The pipeline as it is afterwards.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  Pipeline update(String pipelineId, NamingChange change);

  /**
   * The version as it is afterwards.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  PipelineVersion updateVersion(String versionId, NamingChange change);

  Optional<Pipeline> find(String pipelineId);

  Optional<Pipeline> findByName(String namespace, String name);

  Page<Pipeline> list(String namespace, PageRequest page);

  Optional<PipelineVersion> findVersion(String versionId);

  /** The version made last. */
  Optional<PipelineVersion> findLatestVersion(String pipelineId);

  Page<PipelineVersion> listVersions(String pipelineId, PageRequest page);

  /**
   * Deletes a pipeline. Runs of it stay.
   *
   * @param withVersions whether its versions go too
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; FAILED_PRECONDITION when versions are
   *     left and may not go
   */
  void delete(String pipelineId, boolean withVersions);

  /**
   * Deletes a version. Runs of it stay, with their document.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  void deleteVersion(String versionId);
}
