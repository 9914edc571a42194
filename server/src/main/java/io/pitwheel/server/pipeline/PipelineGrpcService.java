package io.pitwheel.server.pipeline;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.CreatePipelineAndVersionRequest;
import io.pitwheel.api.v2beta1.CreatePipelineRequest;
import io.pitwheel.api.v2beta1.CreatePipelineVersionRequest;
import io.pitwheel.api.v2beta1.DeletePipelineRequest;
import io.pitwheel.api.v2beta1.DeletePipelineVersionRequest;
import io.pitwheel.api.v2beta1.GetPipelineByNameRequest;
import io.pitwheel.api.v2beta1.GetPipelineRequest;
import io.pitwheel.api.v2beta1.GetPipelineVersionRequest;
import io.pitwheel.api.v2beta1.ListPipelineVersionsRequest;
import io.pitwheel.api.v2beta1.ListPipelineVersionsResponse;
import io.pitwheel.api.v2beta1.ListPipelinesRequest;
import io.pitwheel.api.v2beta1.ListPipelinesResponse;
import io.pitwheel.api.v2beta1.Pipeline;
import io.pitwheel.api.v2beta1.PipelineServiceGrpc;
import io.pitwheel.api.v2beta1.PipelineVersion;
import io.pitwheel.api.v2beta1.UpdatePipelineRequest;
import io.pitwheel.api.v2beta1.UpdatePipelineVersionRequest;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.http.Replies;

/** The door to pipelines and versions. Files come in by {@link UploadRoute}. */
public final class PipelineGrpcService extends PipelineServiceGrpc.PipelineServiceImplBase {
  private final UseCases useCases;

  public PipelineGrpcService(UseCases useCases) {
    this.useCases = useCases;
  }

  /** What stands behind the door. */
  public record UseCases(
      PipelineStore pipelines,
      PipelineUploader uploader,
      VersionSource sources,
      PipelineUpdater updater,
      PipelineLister lister,
      PipelineTranslator translator) {}

  @Override
  public void createPipeline(CreatePipelineRequest request, StreamObserver<Pipeline> observer) {
    Replies.answer(
        observer,
        () ->
            PipelineTranslator.toMessage(
                useCases.uploader().create(naming(request.getPipeline()))));
  }

  @Override
  public void createPipelineAndVersion(
      CreatePipelineAndVersionRequest request, StreamObserver<Pipeline> observer) {
    PipelineVersion version = request.getPipelineVersion();
    Replies.answer(
        observer,
        () -> {
          // Before anything is fetched: the name costs nothing to check.
          Naming naming =
              naming(request.getPipeline()).require(io.pitwheel.pipeline.Pipeline.MAX_NAME_LENGTH);
          return PipelineTranslator.toMessage(
              useCases
                  .uploader()
                  .create(naming, useCases.sources().read(version), version.getTagsMap()));
        });
  }

  @Override
  public void createPipelineVersion(
      CreatePipelineVersionRequest request, StreamObserver<PipelineVersion> observer) {
    PipelineVersion given = request.getPipelineVersion();
    Replies.answer(
        observer,
        () -> {
          Naming naming =
              Naming.of(
                      given.getName(),
                      given.getDisplayName(),
                      given.getDescription(),
                      given.getTagsMap())
                  .require(io.pitwheel.pipeline.PipelineVersion.MAX_NAME_LENGTH);
          String pipelineId = pipelineOf(request);
          requirePipeline(pipelineId);
          return useCases
              .translator()
              .toMessage(
                  useCases
                      .uploader()
                      .addVersion(pipelineId, naming, useCases.sources().read(given)));
        });
  }

  @Override
  public void getPipeline(GetPipelineRequest request, StreamObserver<Pipeline> observer) {
    Replies.answer(
        observer, () -> PipelineTranslator.toMessage(requirePipeline(request.getPipelineId())));
  }

  @Override
  public void getPipelineByName(
      GetPipelineByNameRequest request, StreamObserver<Pipeline> observer) {
    Replies.answer(
        observer,
        () ->
            useCases
                .pipelines()
                .findByName(CallScope.namespace(), request.getName())
                .map(PipelineTranslator::toMessage)
                .orElseThrow(() -> notFound("pipeline named", request.getName())));
  }

  @Override
  public void listPipelines(
      ListPipelinesRequest request, StreamObserver<ListPipelinesResponse> observer) {
    Replies.answer(observer, () -> useCases.lister().list(request));
  }

  @Override
  public void updatePipeline(UpdatePipelineRequest request, StreamObserver<Pipeline> observer) {
    Replies.answer(
        observer,
        () -> PipelineTranslator.toMessage(useCases.updater().update(request.getPipeline())));
  }

  @Override
  public void deletePipeline(DeletePipelineRequest request, StreamObserver<Empty> observer) {
    Replies.answer(
        observer,
        () -> {
          useCases.pipelines().delete(request.getPipelineId(), request.getCascade());
          return Empty.getDefaultInstance();
        });
  }

  /** The version's id decides: KFP's own tests send another pipeline's id in the path. */
  @Override
  public void getPipelineVersion(
      GetPipelineVersionRequest request, StreamObserver<PipelineVersion> observer) {
    String versionId = request.getPipelineVersionId();
    Replies.answer(
        observer,
        () ->
            useCases
                .pipelines()
                .findVersion(versionId)
                .map(useCases.translator()::toMessage)
                .orElseThrow(() -> notFound("pipeline version", versionId)));
  }

  @Override
  public void listPipelineVersions(
      ListPipelineVersionsRequest request, StreamObserver<ListPipelineVersionsResponse> observer) {
    Replies.answer(observer, () -> useCases.lister().listVersions(request));
  }

  @Override
  public void updatePipelineVersion(
      UpdatePipelineVersionRequest request, StreamObserver<PipelineVersion> observer) {
    Replies.answer(
        observer,
        () ->
            useCases
                .translator()
                .toMessage(useCases.updater().updateVersion(request.getPipelineVersion())));
  }

  /** The version's id decides, as in {@link #getPipelineVersion}. */
  @Override
  public void deletePipelineVersion(
      DeletePipelineVersionRequest request, StreamObserver<Empty> observer) {
    Replies.answer(
        observer,
        () -> {
          useCases.pipelines().deleteVersion(request.getPipelineVersionId());
          return Empty.getDefaultInstance();
        });
  }

  private static Naming naming(Pipeline pipeline) {
    return Naming.of(
        pipeline.getName(),
        pipeline.getDisplayName(),
        pipeline.getDescription(),
        pipeline.getTagsMap());
  }

  /** Callers over gRPC may say it in the version only. */
  private static String pipelineOf(CreatePipelineVersionRequest request) {
    String inVersion = request.getPipelineVersion().getPipelineId();
    String inPath = request.getPipelineId();
    if (!inPath.isEmpty() && !inVersion.isEmpty() && !inPath.equals(inVersion)) {
      throw PipelinesException.invalid(
          "pipeline_version.pipeline_id",
          "adding a version to pipeline %s: pipeline_version.pipeline_id is %s (expected: the same, or none)"
              .formatted(inPath, inVersion));
    }
    return inPath.isEmpty() ? inVersion : inPath;
  }

  private io.pitwheel.pipeline.Pipeline requirePipeline(String pipelineId) {
    return useCases
        .pipelines()
        .find(pipelineId)
        .orElseThrow(() -> notFound("pipeline", pipelineId));
  }

  private static PipelinesException notFound(String what, String id) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding %s %s: there is none".formatted(what, id));
  }
}
