package io.pitwheel.server.event;

import com.linecorp.armeria.common.QueryParams;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.FieldValue;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunQuery;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.access.CallScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the runs that are made while somebody follows a list. */
public final class NewRuns {
  /**
   * How much later than it says a run may turn up: what its transaction takes, and what the clocks
   * of servers differ by.
   */
  private static final Duration LATEST = Duration.ofSeconds(5);

  private static final String EXPERIMENT = "experiment_id";
  private static final String NAMESPACE = "namespace";

  private final RunStore runs;
  private final boolean hasNamespaces;

  /**
   * @param hasNamespaces whether requests name namespaces
   */
  public NewRuns(RunStore runs, boolean hasNamespaces) {
    this.runs = runs;
    this.hasNamespaces = hasNamespaces;
  }

  /**
   * Whose new runs belong to a list.
   *
   * @param experimentId null for every experiment of the namespace
   */
  record Scope(String namespace, @Nullable String experimentId) {
    boolean has(Run run) {
      return run.creation().namespace().equals(namespace)
          && (experimentId == null || run.creation().experimentId().equals(experimentId));
    }
  }

  /**
   * What a request says of it, inside of its call; empty when its list does not grow.
   *
   * @throws PipelinesException INVALID_ARGUMENT where a namespace is needed and not named
   */
  Optional<Scope> scopeOf(QueryParams query) {
    String experimentId = query.get(EXPERIMENT, "");
    if (!experimentId.isEmpty()) {
      return Optional.of(new Scope(CallScope.namespace(), experimentId));
    }
    if (!query.contains(NAMESPACE)) {
      return Optional.empty();
    }
    if (hasNamespaces && CallScope.namespace().isEmpty()) {
      throw PipelinesException.invalid(
          NAMESPACE, "Namespace can not be empty in multi-user mode (expected: that of the list)");
    }
    return Optional.of(new Scope(CallScope.namespace(), null));
  }

  /**
   * What was found.
   *
   * @param runIds the newest, as many as one list grows by at most, the oldest of them first
   * @param isCut whether there are older ones that were left out
   */
  record Found(List<String> runIds, boolean isCut) {}

  /** Those that may have turned up since a moment. */
  Found since(Scope scope, Instant moment) {
    var isNew =
        new Compares(
            "created_at", Comparison.GREATER_OR_EQUAL, new FieldValue.Second(moment.minus(LATEST)));
    var newest =
        new PageRequest(ListPositions.MAX_RUNS, null, "created_at", true, RowFilter.of(isNew));
    Page<Run> page = runs.list(new RunQuery(scope.namespace(), scope.experimentId(), newest));
    List<String> runIds =
        page.rows().reversed().stream().filter(run -> !run.isBeingDeleted()).map(Run::id).toList();
    return new Found(runIds, page.totalSize() > page.rows().size());
  }

  Optional<Run> find(String runId) {
    return runs.find(runId).filter(run -> !run.isBeingDeleted());
  }
}
