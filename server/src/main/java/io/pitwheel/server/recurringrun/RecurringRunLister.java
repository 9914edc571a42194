package io.pitwheel.server.recurringrun;

import io.pitwheel.api.v2beta1.ListRecurringRunsRequest;
import io.pitwheel.api.v2beta1.ListRecurringRunsResponse;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.recurringrun.RecurringRun;
import io.pitwheel.recurringrun.RecurringRunQuery;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.util.List;
import java.util.Map;

/** Lists recurring runs, of one experiment or of all. */
public final class RecurringRunLister {
  private static final Map<String, ListField> FIELDS =
      Map.ofEntries(
          Map.entry("recurring_run_id", ListField.text("recurring_run_id")),
          Map.entry("id", ListField.text("recurring_run_id")),
          Map.entry("display_name", ListField.text("display_name")),
          Map.entry("name", ListField.text("display_name")),
          Map.entry("description", ListField.text("description")),
          Map.entry("namespace", ListField.text("namespace")),
          Map.entry("experiment_id", ListField.text("experiment_id")),
          Map.entry("created_at", ListField.time("created_at")),
          Map.entry("updated_at", ListField.time("updated_at")),
          Map.entry("status", ListField.name("status", List.of("", "ENABLED", "DISABLED"))));

  private final RecurringRunStore recurringRuns;
  private final RecurringRunTranslator translator;
  private final PageRequests pages;

  public RecurringRunLister(
      RecurringRunStore recurringRuns, RecurringRunTranslator translator, PageRequests pages) {
    this.recurringRuns = recurringRuns;
    this.translator = translator;
    this.pages = pages;
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for size, token, sorting or
   *     filter
   */
  ListRecurringRunsResponse list(ListRecurringRunsRequest request) {
    String experimentId = request.getExperimentId();
    String namespace = CallScope.namespace();
    var scope = new ListScope("recurringruns/%s/%s".formatted(namespace, experimentId), FIELDS);
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    PageRequest wanted = pages.read(scope, sent);
    Page<RecurringRun> page =
        recurringRuns.list(
            new RecurringRunQuery(namespace, experimentId.isEmpty() ? null : experimentId, wanted));
    return ListRecurringRunsResponse.newBuilder()
        .addAllRecurringRuns(
            page.rows().stream().map(row -> translator.toMessage(row, false)).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }
}
