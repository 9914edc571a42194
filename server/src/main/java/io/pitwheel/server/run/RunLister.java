package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.ListRunsRequest;
import io.pitwheel.api.v2beta1.ListRunsResponse;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.util.List;
import java.util.Map;

/** Lists runs, of one experiment or of all. */
public final class RunLister {
  /** KFP's bound on pages whose runs carry all their tasks. */
  private static final int MAX_FULL_SIZE = 100;

  private static final Map<String, String> SORT_FIELDS =
      Map.of(
          "created_at", "created_at",
          "scheduled_at", "scheduled_at",
          "display_name", "display_name",
          "name", "display_name",
          "state", "state",
          "run_id", "run_id",
          "id", "run_id");

  private final RunStore runs;
  private final RunReader reader;
  private final PageRequests pages;

  public RunLister(RunStore runs, RunReader reader, PageRequests pages) {
    this.runs = runs;
    this.reader = reader;
    this.pages = pages;
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for size, token, sorting or
   *     filter
   */
  ListRunsResponse list(ListRunsRequest request) {
    boolean isFull = request.getView() == ListRunsRequest.ViewMode.FULL;
    String experimentId = request.getExperimentId();
    var scope = new ListScope("runs/" + experimentId, SORT_FIELDS, List.of("display_name", "name"));
    int size = isFull ? Math.min(request.getPageSize(), MAX_FULL_SIZE) : request.getPageSize();
    var sent =
        new PageRequests.Sent(
            size, request.getPageToken(), request.getSortBy(), request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    Page<Run> page =
        runs.list(new RunQuery("", experimentId.isEmpty() ? null : experimentId, wanted));
    return ListRunsResponse.newBuilder()
        .addAllRuns(page.rows().stream().map(run -> reader.read(run, isFull)).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }
}
