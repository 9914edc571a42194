package io.pitwheel.server.pipeline;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.CreatePipelineAndVersionRequest;
import io.pitwheel.api.v2beta1.CreatePipelineVersionRequest;
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
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.PageRequest;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.util.List;
import java.util.Map;

/** The door to pipelines and versions. Files come in by {@link UploadRoute}. */
public final class PipelineGrpcService extends PipelineServiceGrpc.PipelineServiceImplBase {
  private static final ListScope PIPELINES =
      new ListScope("pipelines", sortFields("pipeline_id"), List.of("display_name"));

  private final PipelineStore pipelines;
  private final PipelineUploader uploader;
  private final PipelineTranslator translator;
  private final PageRequests pages;

  public PipelineGrpcService(
      PipelineStore pipelines,
      PipelineUploader uploader,
      PipelineTranslator translator,
      PageRequests pages) {
    this.pipelines = pipelines;
    this.uploader = uploader;
    this.translator = translator;
    this.pages = pages;
  }

  @Override
  public void createPipelineAndVersion(
      CreatePipelineAndVersionRequest request, StreamObserver<Pipeline> observer) {
    Pipeline given = request.getPipeline();
    Replies.answer(
        observer,
        () ->
            PipelineTranslator.toMessage(
                uploader.create(
                    PipelineUploader.Naming.of(
                        given.getName(), given.getDisplayName(), "", given.getDescription()),
                    inline(request.getPipelineVersion()))));
  }

  @Override
  public void createPipelineVersion(
      CreatePipelineVersionRequest request, StreamObserver<PipelineVersion> observer) {
    PipelineVersion given = request.getPipelineVersion();
    Replies.answer(
        observer,
        () ->
            translator.toMessage(
                uploader.addVersion(
                    request.getPipelineId(),
                    PipelineUploader.Naming.of(
                        given.getName(), given.getDisplayName(), "", given.getDescription()),
                    inline(given))));
  }

  @Override
  public void getPipeline(GetPipelineRequest request, StreamObserver<Pipeline> observer) {
    Replies.answer(
        observer,
        () ->
            pipelines
                .find(request.getPipelineId())
                .map(PipelineTranslator::toMessage)
                .orElseThrow(() -> notFound("pipeline", request.getPipelineId())));
  }

  @Override
  public void getPipelineByName(
      GetPipelineByNameRequest request, StreamObserver<Pipeline> observer) {
    Replies.answer(
        observer,
        () ->
            pipelines
                .findByName("", request.getName())
                .map(PipelineTranslator::toMessage)
                .orElseThrow(() -> notFound("pipeline named", request.getName())));
  }

  @Override
  public void listPipelines(
      ListPipelinesRequest request, StreamObserver<ListPipelinesResponse> observer) {
    Replies.answer(observer, () -> list(request));
  }

  /** The version's id decides: KFP's own tests send another pipeline's id in the path. */
  @Override
  public void getPipelineVersion(
      GetPipelineVersionRequest request, StreamObserver<PipelineVersion> observer) {
    String versionId = request.getPipelineVersionId();
    Replies.answer(
        observer,
        () ->
            pipelines
                .findVersion(versionId)
                .map(translator::toMessage)
                .orElseThrow(() -> notFound("pipeline version", versionId)));
  }

  @Override
  public void listPipelineVersions(
      ListPipelineVersionsRequest request, StreamObserver<ListPipelineVersionsResponse> observer) {
    Replies.answer(observer, () -> listVersions(request));
  }

  private ListPipelinesResponse list(ListPipelinesRequest request) {
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    PageRequest wanted = pages.read(PIPELINES, sent);
    var page = pipelines.list("", wanted);
    return ListPipelinesResponse.newBuilder()
        .addAllPipelines(page.rows().stream().map(PipelineTranslator::toMessage).toList())
        .setNextPageToken(pages.next(PIPELINES, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  private ListPipelineVersionsResponse listVersions(ListPipelineVersionsRequest request) {
    String pipelineId = request.getPipelineId();
    if (pipelines.find(pipelineId).isEmpty()) {
      throw notFound("pipeline", pipelineId);
    }
    var scope =
        new ListScope(
            "versions/" + pipelineId, sortFields("pipeline_version_id"), List.of("display_name"));
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    var page = pipelines.listVersions(pipelineId, wanted);
    return ListPipelineVersionsResponse.newBuilder()
        .addAllPipelineVersions(page.rows().stream().map(translator::toMessage).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  private static Map<String, String> sortFields(String idField) {
    return Map.of(
        "created_at",
        "created_at",
        "display_name",
        "display_name",
        "name",
        "name",
        idField,
        idField,
        "id",
        idField);
  }

  /** Addresses are not fetched: a server that loads what it is told to is a tool for attacks. */
  private static PipelineSpecification inline(PipelineVersion version) {
    if (!version.hasPipelineSpec()) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "making a pipeline version: no pipeline_spec (expected: the specification itself;"
              + " packages are not fetched from addresses, upload the file instead)",
          "pipeline_version.pipeline_spec",
          null);
    }
    return PipelineDocumentReader.readRequestBody(JsonStructs.fromStruct(version.getPipelineSpec()))
        .specification();
  }

  private static PipelinesException notFound(String what, String id) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding %s %s: there is none".formatted(what, id));
  }
}
