package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.ListRunsRequest;
import io.pitwheel.api.v2beta1.ListRunsResponse;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunState;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Lists runs, of one experiment or of all. */
public final class RunLister {
  /** KFP's bound on pages whose runs carry all their tasks. */
  private static final int MAX_FULL_SIZE = 100;

  /** At their numbers on the wire. */
  private static final List<String> STATES =
      Stream.concat(
              Stream.of(""),
              Arrays.stream(RunState.values())
                  .sorted(Comparator.comparingInt(RunState::number))
                  .map(RunState::name))
          .toList();

  private static final Map<String, ListField> FIELDS =
      Map.ofEntries(
          Map.entry("run_id", ListField.text("run_id")),
          Map.entry("id", ListField.text("run_id")),
          Map.entry("display_name", ListField.text("display_name")),
          Map.entry("name", ListField.text("display_name")),
          Map.entry("description", ListField.text("description")),
          Map.entry("namespace", ListField.text("namespace")),
          Map.entry("experiment_id", ListField.text("experiment_id")),
          Map.entry("recurring_run_id", ListField.text("recurring_run_id")),
          Map.entry("created_at", ListField.time("created_at")),
          Map.entry("scheduled_at", ListField.time("scheduled_at")),
          Map.entry("finished_at", ListField.time("finished_at")),
          Map.entry(
              "storage_state",
              ListField.name("storage_state", List.of("", "AVAILABLE", "ARCHIVED"))),
          Map.entry("state", ListField.name("state", STATES)),
          Map.entry("status", ListField.name("state", STATES)),
          Map.entry("state_history", ListField.name("state_history", STATES).unsorted()));

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
    RunView view = RunView.of(request);
    String experimentId = request.getExperimentId();
    String namespace = CallScope.namespace();
    var scope = new ListScope("runs/%s/%s".formatted(namespace, experimentId), FIELDS);
    int size =
        view.hasTasks() ? Math.min(request.getPageSize(), MAX_FULL_SIZE) : request.getPageSize();
    var sent =
        new PageRequests.Sent(
            size, request.getPageToken(), request.getSortBy(), request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    Page<Run> page =
        runs.list(new RunQuery(namespace, experimentId.isEmpty() ? null : experimentId, wanted));
    return ListRunsResponse.newBuilder()
        .addAllRuns(page.rows().stream().map(run -> reader.readRow(run, view)).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }
}
