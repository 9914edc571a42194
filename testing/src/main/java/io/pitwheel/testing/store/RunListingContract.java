package io.pitwheel.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.page.FieldValue;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.page.RowPredicate.Compares;
import io.pitwheel.page.RowPredicate.Comparison;
import io.pitwheel.page.RowPredicate.Contains;
import io.pitwheel.page.RowPredicate.HasTag;
import io.pitwheel.page.RowPredicate.IsOneOf;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunCreation;
import io.pitwheel.run.RunQuery;
import io.pitwheel.testing.page.PageWalk;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How every {@link io.pitwheel.run.RunStore} sorts and filters. */
public abstract class RunListingContract extends StoreContract {
  private static final List<String> FIELDS =
      List.of(
          "run_id",
          "display_name",
          "description",
          "namespace",
          "experiment_id",
          "recurring_run_id",
          "created_at",
          "scheduled_at",
          "finished_at",
          "storage_state",
          "state");

  @Test
  void comparesTextExactly() {
    create("Penguins", 0);
    create("penguins", 1);
    create("whales", 2);

    assertThat(names(text("display_name", Comparison.EQUAL, "penguins")))
        .containsExactly("penguins");
    assertThat(names(text("display_name", Comparison.NOT_EQUAL, "penguins")))
        .containsExactly("Penguins", "whales");
    assertThat(names(text("display_name", Comparison.GREATER, "penguins")))
        .containsExactly("whales");
    assertThat(names(text("display_name", Comparison.LESS_OR_EQUAL, "penguins")))
        .contains("penguins")
        .doesNotContain("whales");
    assertThat(names(new IsOneOf("display_name", texts("whales", "none"))))
        .containsExactly("whales");
    assertThat(names(new IsOneOf("display_name", List.of()))).isEmpty();
  }

  @Test
  void findsAPartInAnyCaseAndTakesSignsOfPatternsForThemselves() {
    create("100% Done", 0);
    create("100 done", 1);
    create("a_b", 2);
    create("a!b'\"; drop table runs; --", 3);

    assertThat(names(new Contains("display_name", "DONE"))).hasSize(2);
    assertThat(names(new Contains("display_name", "0%"))).containsExactly("100% Done");
    assertThat(names(new Contains("display_name", "a_b"))).containsExactly("a_b");
    assertThat(names(new Contains("display_name", "!b'\"; drop table runs; --"))).hasSize(1);
    assertThat(names(new Contains("display_name", ""))).hasSize(4);
  }

  @Test
  void comparesTimesInWholeSeconds() {
    create("first", 0);
    create("second", 1);
    create("third", 2);
    Instant second = RunFixture.START.plusSeconds(1);

    assertThat(names(time(Comparison.EQUAL, second))).containsExactly("second");
    assertThat(names(time(Comparison.NOT_EQUAL, second))).containsExactly("first", "third");
    assertThat(names(time(Comparison.GREATER, second))).containsExactly("third");
    assertThat(names(time(Comparison.GREATER_OR_EQUAL, second))).containsExactly("second", "third");
    assertThat(names(time(Comparison.LESS, second))).containsExactly("first");
    assertThat(names(time(Comparison.LESS_OR_EQUAL, second))).containsExactly("first", "second");
    assertThat(names(new IsOneOf("created_at", List.of(new FieldValue.Second(second)))))
        .containsExactly("second");
    assertThat(names(new Compares("finished_at", Comparison.EQUAL, epoch()))).hasSize(3);
  }

  @Test
  void choosesAmongStatesAndTellsTheCancelledFromTheFailed() {
    create("pending", 0);
    end("cancelled", 1, ErrorCode.CANCELLED);
    end("failed", 2, ErrorCode.INTERNAL);

    assertThat(names(text("state", Comparison.EQUAL, "PENDING"))).containsExactly("pending");
    assertThat(names(text("state", Comparison.EQUAL, "FAILED")))
        .containsExactly("cancelled", "failed");
    assertThat(names(text("state", Comparison.EQUAL, "CANCELED"))).containsExactly("cancelled");
    assertThat(names(text("state", Comparison.NOT_EQUAL, "CANCELED")))
        .containsExactly("pending", "failed");
    assertThat(names(new IsOneOf("state", texts("PENDING", "CANCELED"))))
        .containsExactly("pending", "cancelled");
    assertThat(names(new Contains("state", "ail"))).hasSize(2);
    assertThat(names(new Contains("state_history", "PENDING"))).hasSize(3);
    assertThat(names(text("state_history", Comparison.EQUAL, "RUNNING"))).isEmpty();
  }

  @Test
  void choosesWhatIsArchivedAndWhatIsNot() {
    String archived = create("archived", 0);
    create("available", 1);
    ports().runs().archive(archived);

    assertThat(names(text("storage_state", Comparison.EQUAL, "ARCHIVED")))
        .containsExactly("archived");
    assertThat(names(text("storage_state", Comparison.NOT_EQUAL, "ARCHIVED")))
        .containsExactly("available");
    assertThat(names(new IsOneOf("storage_state", texts("ARCHIVED", "AVAILABLE")))).hasSize(2);
    assertThat(names()).hasSize(2);
  }

  @Test
  void holdsEveryPredicate() {
    create("one", 0);
    create("one", 1);

    assertThat(
            names(
                text("display_name", Comparison.EQUAL, "one"),
                time(Comparison.GREATER, RunFixture.START)))
        .hasSize(1);
  }

  @Test
  void pagesThroughAllWhateverTheyAreSortedByAndHowever() {
    for (int i = 0; i < 5; i++) {
      create("same", i / 2);
    }

    for (String field : FIELDS) {
      for (boolean isDescending : List.of(false, true)) {
        assertThat(pages(field, isDescending)).as(field).hasSize(5).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void refusesWhatAFieldCannotAnswer() {
    create("one", 0);

    assertRefused(text("colour", Comparison.EQUAL, "red"), "colour");
    assertRefused(text("state", Comparison.EQUAL, "GONE"), "GONE");
    assertRefused(text("state", Comparison.LESS, "FAILED"), "state");
    assertRefused(text("created_at", Comparison.EQUAL, "now"), "a time");
    assertRefused(new Contains("created_at", "1"), "a time");
    assertRefused(new Compares("display_name", Comparison.EQUAL, epoch()), "text");
    assertRefused(new Compares("storage_state", Comparison.EQUAL, epoch()), "storage_state");
    assertRefused(new HasTag("team", "one"), "tags.team");
  }

  private void assertRefused(RowPredicate predicate, String told) {
    assertThatThrownBy(() -> names(predicate))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContaining(told);
  }

  private List<String> pages(String field, boolean isDescending) {
    return PageWalk.through(
            this::list, new PageRequest(2, null, field, isDescending, RowFilter.NONE))
        .stream()
        .map(Run::id)
        .toList();
  }

  private List<String> names(RowPredicate... predicates) {
    Page<Run> page = list(PageRequest.firstOf(RowFilter.of(predicates)));
    assertThat(page.totalSize()).isEqualTo(page.rows().size());
    return page.rows().stream().map(run -> run.creation().displayName()).toList();
  }

  private Page<Run> list(PageRequest request) {
    return ports().runs().list(new RunQuery(RunFixture.NAMESPACE, null, request));
  }

  private void end(String name, int second, ErrorCode code) {
    ports().runs().endEarly(create(name, second), new TaskFailure(code, name, ""), Instant.EPOCH);
  }

  private String create(String name, int second) {
    RunFixture.prepare(ports());
    RunCreation plain = RunFixture.creation(UUID.randomUUID().toString());
    Instant at = RunFixture.START.plusSeconds(second).plusMillis(250);
    ports()
        .runs()
        .create(
            new RunCreation(
                plain.id(),
                plain.rootTaskId(),
                name,
                plain.description(),
                plain.namespace(),
                plain.experimentId(),
                null,
                null,
                plain.specificationId(),
                plain.pipelineName(),
                plain.parameters(),
                "",
                "",
                plain.options(),
                plain.requestDigest(),
                at,
                at,
                null));
    return plain.id();
  }

  private static RowPredicate text(String field, Comparison comparison, String value) {
    return new Compares(field, comparison, new FieldValue.Text(value));
  }

  private static RowPredicate time(Comparison comparison, Instant second) {
    return new Compares("created_at", comparison, new FieldValue.Second(second));
  }

  private static FieldValue epoch() {
    return new FieldValue.Second(Instant.EPOCH);
  }

  private static List<FieldValue> texts(String... values) {
    return List.of(values).stream().<FieldValue>map(FieldValue.Text::new).toList();
  }
}
