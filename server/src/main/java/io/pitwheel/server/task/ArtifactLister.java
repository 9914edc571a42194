package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.Artifact.ArtifactType;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.api.v2beta1.ListArtifactRequest;
import io.pitwheel.api.v2beta1.ListArtifactResponse;
import io.pitwheel.api.v2beta1.ListArtifactTasksRequest;
import io.pitwheel.api.v2beta1.ListArtifactTasksResponse;
import io.pitwheel.artifact.ArtifactStore;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.LinkQuery;
import io.pitwheel.taskreport.TaskViews;
import io.pitwheel.value.TextDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Lists artifacts, and their links. */
public final class ArtifactLister {
  /** Ids in each list of one request. */
  private static final int MAX_IDS = 1_000;

  private static final ListField LINK_TYPE =
      ListField.name(
          "type",
          Arrays.stream(IOType.values())
              .filter(type -> type != IOType.UNRECOGNIZED)
              .map(type -> type == IOType.UNSPECIFIED ? "" : type.name())
              .toList());

  private static final ListField ARTIFACT_TYPE =
      ListField.name(
          "type",
          Arrays.stream(ArtifactType.values())
              .filter(type -> type != ArtifactType.UNRECOGNIZED)
              .map(type ->
                  type == ArtifactType.TYPE_UNSPECIFIED ? "" : type.name().toUpperCase(Locale.ROOT))
              .toList());

  /** An artifact is never changed, so it was updated when it was made. */
  private static final Map<String, ListField> ARTIFACTS =
      Map.ofEntries(
          Map.entry("artifact_id", ListField.text("artifact_id")),
          Map.entry("id", ListField.text("artifact_id")),
          Map.entry("name", ListField.text("name")),
          Map.entry("description", ListField.text("description")),
          Map.entry("uri", ListField.text("uri")),
          Map.entry("namespace", ListField.text("namespace")),
          Map.entry("type", ARTIFACT_TYPE),
          Map.entry("metadata", ListField.text("metadata")),
          Map.entry("number_value", ListField.number("number_value")),
          Map.entry("created_at", ListField.time("created_at")),
          Map.entry("last_update", ListField.time("created_at")));

  private static final Map<String, ListField> LINKS =
      Map.of(
          "id", ListField.text("id"),
          "artifact_id", ListField.text("artifact_id"),
          "task_id", ListField.text("task_id"),
          "run_id", ListField.text("run_id"),
          "producer", ListField.text("producer"),
          "key", ListField.text("key"),
          "type", LINK_TYPE,
          "created_at", ListField.time("created_at"));

  private final ArtifactStore artifacts;
  private final TaskViews views;
  private final PageRequests pages;

  public ArtifactLister(ArtifactStore artifacts, TaskViews views, PageRequests pages) {
    this.artifacts = artifacts;
    this.views = views;
    this.pages = pages;
  }

  /**
   * A page of artifacts.
   *
   * @throws PipelinesException INVALID_ARGUMENT for size, token, sorting or filter
   */
  public ListArtifactResponse list(ListArtifactRequest request) {
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    String namespace = CallScope.namespace();
    var scope = new ListScope("artifacts/" + namespace, ARTIFACTS);
    PageRequest wanted = pages.read(scope, sent);
    Page<KeptArtifact> page = artifacts.list(namespace, wanted);
    return ListArtifactResponse.newBuilder()
        .addAllArtifacts(page.rows().stream().map(ArtifactTranslator::toMessage).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  /**
   * A page of links.
   *
   * @throws PipelinesException INVALID_ARGUMENT as {@link #list(ListArtifactRequest)}, and when
   *     nothing is named that the links are to be of
   */
  public ListArtifactTasksResponse list(ListArtifactTasksRequest request) {
    requireIds("task_ids", request.getTaskIdsList());
    requireIds("run_ids", request.getRunIdsList());
    requireIds("artifact_ids", request.getArtifactIdsList());
    if (request.getTaskIdsCount() + request.getRunIdsCount() + request.getArtifactIdsCount() == 0) {
      throw Told.refused("task_ids", "none", "task_ids, run_ids or artifact_ids");
    }
    String type = Told.type("type", request.getType(), request.getTypeValue());
    var scope = new ListScope("artifact_tasks/" + digest(request), LINKS);
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    Page<ArtifactLink> page =
        views.listLinks(
            new LinkQuery(
                request.getTaskIdsList(),
                request.getRunIdsList(),
                request.getArtifactIdsList(),
                request.getType() == IOType.UNSPECIFIED ? List.of() : List.of(type),
                wanted));
    return ListArtifactTasksResponse.newBuilder()
        .addAllArtifactTasks(page.rows().stream().map(ArtifactTranslator::toMessage).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  private static void requireIds(String field, List<String> ids) {
    if (ids.size() > MAX_IDS) {
      throw Told.refused(field, ids.size() + " ids", "at most " + MAX_IDS);
    }
    for (int i = 0; i < ids.size(); i++) {
      Told.required(field + "[" + i + "]", ids.get(i));
    }
  }

  /** A token holds for the list of the same things only. */
  private static String digest(ListArtifactTasksRequest request) {
    return TextDigest.sha256(
        String.join(
            "\n",
            String.join(",", request.getTaskIdsList()),
            String.join(",", request.getRunIdsList()),
            String.join(",", request.getArtifactIdsList()),
            String.valueOf(request.getTypeValue())));
  }
}
