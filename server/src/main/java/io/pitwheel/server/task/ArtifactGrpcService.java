package io.pitwheel.server.task;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.Artifact;
import io.pitwheel.api.v2beta1.ArtifactServiceGrpc;
import io.pitwheel.api.v2beta1.ArtifactTask;
import io.pitwheel.api.v2beta1.CreateArtifactRequest;
import io.pitwheel.api.v2beta1.CreateArtifactTaskRequest;
import io.pitwheel.api.v2beta1.CreateArtifactTasksBulkRequest;
import io.pitwheel.api.v2beta1.CreateArtifactTasksBulkResponse;
import io.pitwheel.api.v2beta1.CreateArtifactsBulkRequest;
import io.pitwheel.api.v2beta1.CreateArtifactsBulkResponse;
import io.pitwheel.api.v2beta1.GetArtifactRequest;
import io.pitwheel.api.v2beta1.ListArtifactRequest;
import io.pitwheel.api.v2beta1.ListArtifactResponse;
import io.pitwheel.api.v2beta1.ListArtifactTasksRequest;
import io.pitwheel.api.v2beta1.ListArtifactTasksResponse;
import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.Replies;

/** The door to artifacts and their links. */
public final class ArtifactGrpcService extends ArtifactServiceGrpc.ArtifactServiceImplBase {
  private final ArtifactStore artifacts;
  private final ArtifactReporter reporter;
  private final ArtifactLister lister;

  public ArtifactGrpcService(
      ArtifactStore artifacts, ArtifactReporter reporter, ArtifactLister lister) {
    this.artifacts = artifacts;
    this.reporter = reporter;
    this.lister = lister;
  }

  @Override
  public void listArtifacts(
      ListArtifactRequest request, StreamObserver<ListArtifactResponse> observer) {
    Replies.answer(observer, () -> lister.list(request));
  }

  @Override
  public void getArtifact(GetArtifactRequest request, StreamObserver<Artifact> observer) {
    Replies.answer(observer, () -> find(request.getArtifactId()));
  }

  private Artifact find(String artifactId) {
    return artifacts
        .findKept(artifactId)
        .map(ArtifactTranslator::toMessage)
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.NOT_FOUND, "finding artifact %s: there is none".formatted(artifactId)));
  }

  @Override
  public void createArtifact(CreateArtifactRequest request, StreamObserver<Artifact> observer) {
    Replies.answer(observer, () -> reporter.create(request));
  }

  @Override
  public void createArtifactsBulk(
      CreateArtifactsBulkRequest request, StreamObserver<CreateArtifactsBulkResponse> observer) {
    Replies.answer(observer, () -> reporter.create(request));
  }

  @Override
  public void listArtifactTasks(
      ListArtifactTasksRequest request, StreamObserver<ListArtifactTasksResponse> observer) {
    Replies.answer(observer, () -> lister.list(request));
  }

  @Override
  public void createArtifactTask(
      CreateArtifactTaskRequest request, StreamObserver<ArtifactTask> observer) {
    Replies.answer(observer, () -> reporter.link(request.getArtifactTask()));
  }

  @Override
  public void createArtifactTasksBulk(
      CreateArtifactTasksBulkRequest request,
      StreamObserver<CreateArtifactTasksBulkResponse> observer) {
    Replies.answer(
        observer,
        () ->
            CreateArtifactTasksBulkResponse.newBuilder()
                .addAllArtifactTasks(reporter.linkAll(request.getArtifactTasksList()))
                .build());
  }
}
