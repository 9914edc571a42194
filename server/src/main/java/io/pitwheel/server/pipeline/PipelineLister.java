package io.pitwheel.server.pipeline;

import io.pitwheel.api.v2beta1.ListPipelineVersionsRequest;
import io.pitwheel.api.v2beta1.ListPipelineVersionsResponse;
import io.pitwheel.api.v2beta1.ListPipelinesRequest;
import io.pitwheel.api.v2beta1.ListPipelinesResponse;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.PageRequest;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.util.List;
import java.util.Map;

/** Lists pipelines, and the versions of one. */
public final class PipelineLister {
  private static final Map<String, ListField> PIPELINE_FIELDS =
      Map.of(
          "pipeline_id", ListField.text("pipeline_id"),
          "id", ListField.text("pipeline_id"),
          "display_name", ListField.text("display_name"),
          "name", ListField.text("name"),
          "description", ListField.text("description"),
          "namespace", ListField.text("namespace"),
          "created_at", ListField.time("created_at"));

  private static final Map<String, ListField> VERSION_FIELDS =
      Map.of(
          "pipeline_version_id", ListField.text("pipeline_version_id"),
          "id", ListField.text("pipeline_version_id"),
          "display_name", ListField.text("display_name"),
          "name", ListField.text("name"),
          "description", ListField.text("description"),
          "created_at", ListField.time("created_at"),
          "status", ListField.name("status", List.of("", "READY", "CREATING", "DELETING")),
          "pipeline_spec", ListField.text("pipeline_spec").unsorted());

  private final PipelineStore pipelines;
  private final PageRequests pages;

  public PipelineLister(PipelineStore pipelines, PageRequests pages) {
    this.pipelines = pipelines;
    this.pages = pages;
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT for size, token, sorting or filter
   */
  ListPipelinesResponse list(ListPipelinesRequest request) {
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    String namespace = CallScope.namespace();
    var scope = new ListScope("pipelines/" + namespace, PIPELINE_FIELDS, true);
    PageRequest wanted = pages.read(scope, sent);
    var page = pipelines.list(namespace, wanted);
    return ListPipelinesResponse.newBuilder()
        .addAllPipelines(page.rows().stream().map(PipelineTranslator::toMessage).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  /**
   * @throws PipelinesException NOT_FOUND for the pipeline; INVALID_ARGUMENT as {@link #list}
   */
  ListPipelineVersionsResponse listVersions(ListPipelineVersionsRequest request) {
    String pipelineId = request.getPipelineId();
    if (pipelines.find(pipelineId).isEmpty()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "listing versions of pipeline %s: there is no such pipeline".formatted(pipelineId));
    }
    var scope = new ListScope("versions/" + pipelineId, VERSION_FIELDS, true);
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    var page = pipelines.listVersions(pipelineId, wanted);
    return ListPipelineVersionsResponse.newBuilder()
        .addAllPipelineVersions(page.rows().stream().map(PipelineTranslator::toRow).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }
}
