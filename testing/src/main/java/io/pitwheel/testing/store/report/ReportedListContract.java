package io.pitwheel.testing.store.report;

import static io.pitwheel.testing.store.report.ReportFixture.report;
import static io.pitwheel.testing.store.report.ReportedPipelines.LOOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.page.FieldValue;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.TaskQuery;
import io.pitwheel.testing.page.PageWalk;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How tasks that are told from elsewhere are looked for. */
public abstract class ReportedListContract extends ReportedAttemptContract {
  private List<String> paths(ReportFixture run, String sort, RowPredicate... predicates) {
    return PageWalk.through(
            page -> ports().taskViews().list(new TaskQuery(run.runId(), null, page)),
            new PageRequest(2, null, sort, false, RowFilter.of(predicates)))
        .stream()
        .map(view -> view.task().reference().path().slashed())
        .toList();
  }

  private static Compares isNamed(String name) {
    return new Compares("name", Comparison.EQUAL, new FieldValue.Text(name));
  }

  @Test
  void findsAndSortsTasksByTheLastKeyOfTheirPath() {
    ReportFixture run = ReportFixture.create(ports(), LOOP);
    String loop = run.create("loop", run.root(), report(TaskState.RUNNING, "", 2));
    for (int i = 0; i < 2; i++) {
      run.create("loop/train", loop, i, report(TaskState.RUNNING));
    }
    run.create("loop/judge", loop, 0, report(TaskState.RUNNING));

    assertThat(paths(run, "name", isNamed("train"))).containsExactly("loop/train", "loop/train");
    assertThat(paths(run, "created_at", isNamed("ROOT"))).containsExactly("");
    assertThat(paths(run, "created_at", isNamed("loop.train"))).isEmpty();
    assertThat(paths(run, "name", new Contains("name", "OO"))).containsExactly("", "loop");
    assertThat(paths(run, "name"))
        .containsExactlyInAnyOrder("", "loop/judge", "loop", "loop/train", "loop/train")
        .containsSubsequence("loop/judge", "loop", "loop/train", "loop/train");
    assertThat(
            paths(
                run,
                "task_id",
                new Compares("run_id", Comparison.EQUAL, new FieldValue.Text("none"))))
        .isEmpty();
  }
}
