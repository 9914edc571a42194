package io.pitwheel.testing.store;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pitwheel.submission.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.submission.SubmissionQueue} does. */
public abstract class SubmissionQueueContract extends StoreContract {
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Instant NOW = RunFixture.START.plusSeconds(1);

  @Test
  void givesASubmissionToOneOwnerUntilItsLeaseRunsOut() {
    RunFixture run = RunFixture.create(ports(), dag().graph());

    List<Submission> taken = take("one", NOW);

    assertThat(taken)
        .singleElement()
        .extracting(Submission::runId, Submission::attempts, Submission::createdAt)
        .containsExactly(run.runId(), 1, RunFixture.START);
    assertThat(take("two", NOW.plusSeconds(29))).isEmpty();
    assertThat(take("two", NOW.plusSeconds(30)))
        .singleElement()
        .extracting(Submission::id, Submission::attempts)
        .containsExactly(taken.get(0).id(), 2);
  }

  @Test
  void forgetsWhatIsComplete() {
    RunFixture.create(ports(), dag().graph());

    ports().submissions().complete(take("one", NOW));

    assertThat(take("one", NOW.plusSeconds(3600))).isEmpty();
  }

  @Test
  void waitsWithWhatIsPostponed() {
    RunFixture.create(ports(), dag().graph());
    Submission taken = take("one", NOW).get(0);

    ports().submissions().postpone(taken, NOW.plusSeconds(10), "the engine is away");

    assertThat(take("two", NOW.plusSeconds(9))).isEmpty();
    assertThat(take("two", NOW.plusSeconds(10))).hasSize(1);
  }

  @Test
  void leavesWhatAnotherTookInTheMeantime() {
    RunFixture.create(ports(), dag().graph());
    Submission first = take("one", NOW).get(0);
    Submission second = take("two", NOW.plusSeconds(30)).get(0);

    ports().submissions().complete(List.of(first));
    ports().submissions().postpone(first, NOW.plusSeconds(900), "too late");

    assertThat(take("three", NOW.plusSeconds(60)))
        .extracting(Submission::id, Submission::attempts)
        .containsExactly(tuple(second.id(), 3));
  }

  @Test
  void takesNotBeforeItIsDueAndNoMoreThanAsked() {
    for (int i = 0; i < 3; i++) {
      RunFixture.create(ports(), dag().graph());
    }

    assertThat(take("one", RunFixture.START.minusSeconds(1))).isEmpty();
    assertThat(ports().submissions().take("one", 2, NOW, LEASE)).hasSize(2);
    assertThat(ports().submissions().take("two", 2, NOW, LEASE)).hasSize(1);
  }

  @Test
  void neverGivesOneSubmissionToTwoThreads() throws Exception {
    for (int i = 0; i < 40; i++) {
      RunFixture.create(ports(), dag().graph());
    }
    var takers = new ArrayList<Callable<List<Submission>>>();
    for (int thread = 0; thread < 8; thread++) {
      String owner = "owner " + thread;
      takers.add(() -> ports().submissions().take(owner, 10, NOW, LEASE));
    }

    var taken = new ArrayList<String>();
    try (var executor = Executors.newFixedThreadPool(8)) {
      for (var future : executor.invokeAll(takers)) {
        future.get().forEach(submission -> taken.add(submission.id()));
      }
    }

    assertThat(taken).hasSize(40).doesNotHaveDuplicates();
  }

  private List<Submission> take(String owner, Instant now) {
    return ports().submissions().take(owner, 10, now, LEASE);
  }
}
