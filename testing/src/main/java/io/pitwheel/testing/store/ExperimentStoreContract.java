package io.pitwheel.testing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.PageRequest.PageKey;
import java.time.Instant;
import java.util.List;
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

  private Page<Experiment> list(
      int size, @org.jspecify.annotations.Nullable PageKey after, boolean isDescending) {
    return ports()
        .experiments()
        .list(RunFixture.NAMESPACE, new PageRequest(size, after, "created_at", isDescending, null));
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
