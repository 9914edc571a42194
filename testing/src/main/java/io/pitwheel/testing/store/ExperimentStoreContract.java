package io.pitwheel.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.experiment.ExperimentStore} does. */
public abstract class ExperimentStoreContract extends StoreContract {
  @Test
  void keepsExperimentsUnderTheirNames() {
    Experiment experiment = experiment("one", "Default", 0);

    assertThat(ports().experiments().create(experiment)).isEqualTo(experiment);

    assertThat(ports().experiments().find("one")).contains(experiment);
    assertThat(ports().experiments().findByName(RunFixture.NAMESPACE, "Default"))
        .contains(experiment);
    assertThat(ports().experiments().findByName("other", "Default")).isEmpty();
    assertThat(ports().experiments().find("two")).isEmpty();
  }

  @Test
  void refusesATakenName() {
    ports().experiments().create(experiment("one", "Default", 0));

    assertThatThrownBy(() -> ports().experiments().create(experiment("two", "Default", 0)))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.ALREADY_EXISTS))
        .hasMessageContaining("Default");
  }

  @Test
  void continuesAPageAfterItsLastRowAlthoughOthersAreEqual() {
    ports().experiments().create(experiment("b", "second", 5));
    ports().experiments().create(experiment("a", "first", 5));
    ports().experiments().create(experiment("c", "third", 1));

    Page<Experiment> first = list(2, null, true);
    Page<Experiment> second = list(2, first.nextAfter(), true);

    assertThat(first.rows()).extracting(Experiment::id).containsExactly("b", "a");
    assertThat(second.rows()).extracting(Experiment::id).containsExactly("c");
    assertThat(second.nextAfter()).isNull();
    assertThat(List.of(first.totalSize(), second.totalSize())).containsOnly(3L);
  }

  @Test
  void deletesAnExperimentWithoutRunsAndFreesItsName() {
    ports().experiments().create(experiment("one", "first", 0));

    ports().experiments().delete("one", RunFixture.START);

    assertThat(ports().experiments().find("one")).isEmpty();
    ports().experiments().create(experiment("two", "first", 0));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().experiments().delete("one", RunFixture.START));
  }

  @Test
  void keepsTheExperimentOfRunsThatNameNone() {
    ports().experiments().create(experiment("one", Experiment.DEFAULT_NAME, 0));

    assertRefused(ErrorCode.ABORTED, () -> ports().experiments().delete("one", RunFixture.START));

    assertThat(ports().experiments().find("one")).isPresent();
  }

  @Test
  void archivesAndFindsByThat() {
    ports().experiments().create(experiment("one", "first", 0));
    ports().experiments().create(experiment("two", "second", 0));

    ports().experiments().archive("one");
    ports().experiments().archive("one");

    assertThat(stored("ARCHIVED")).containsExactly("one");
    assertThat(stored("AVAILABLE")).containsExactly("two");
    ports().experiments().unarchive("one");
    assertThat(stored("ARCHIVED")).isEmpty();
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().experiments().archive("three"));
    assertRefused(ErrorCode.NOT_FOUND, () -> ports().experiments().unarchive("three"));
  }

  private List<String> stored(String state) {
    var filter = RowFilter.of(RowPredicate.equal("storage_state", state));
    return ports()
        .experiments()
        .list(RunFixture.NAMESPACE, PageRequest.firstOf(filter))
        .rows()
        .stream()
        .map(Experiment::id)
        .toList();
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }

  private Page<Experiment> list(
      int size, @org.jspecify.annotations.Nullable PageKey after, boolean isDescending) {
    return ports()
        .experiments()
        .list(
            RunFixture.NAMESPACE,
            new PageRequest(size, after, "created_at", isDescending, RowFilter.NONE));
  }

  private static Experiment experiment(String id, String name, int second) {
    return new Experiment(
        id,
        name,
        "described",
        RunFixture.NAMESPACE,
        false,
        RunFixture.START.plusSeconds(second),
        Instant.EPOCH);
  }
}
