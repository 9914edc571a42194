package io.pitwheel.server.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.engine.Engine;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import io.pitwheel.server.RunningServer;
import io.pitwheel.submission.Submission;
import io.pitwheel.submission.SubmissionQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSubmitterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** Gives one submission and remembers what became of it. */
  private static final class OneSubmission implements SubmissionQueue {
    private final List<String> ends = new ArrayList<>();
    private final Submission submission;

    private OneSubmission(Submission submission) {
      this.submission = submission;
    }

    @Override
    public List<Submission> take(String owner, int limit, Instant now, Duration lease) {
      return ends.isEmpty() ? List.of(submission) : List.of();
    }

    @Override
    public void complete(List<Submission> taken) {
      taken.forEach(each -> ends.add("complete " + each.id()));
    }

    @Override
    public void postpone(Submission taken, Instant dueAt, String reason) {
      ends.add("postpone %s %s %s".formatted(taken.id(), dueAt, reason));
    }
  }

  @Test
  void postponesARunThatTheEngineCannotTakeNow(@TempDir Path folder) {
    try (var server = new RunningServer(folder)) {
      var queue = new OneSubmission(start("any", 3));

      submitter(server, queue, ErrorCode.UNAVAILABLE).submitDue();

      assertThat(queue.ends).containsExactly("postpone s 2026-01-02T03:04:09Z the engine is away");
    }
  }

  @Test
  void endsARunThatTheEngineWillNeverTake(@TempDir Path folder) {
    try (var server = new RunningServer(folder)) {
      String runId = server.createRun("one");
      var queue = new OneSubmission(start(runId, 1));

      submitter(server, queue, ErrorCode.FAILED_PRECONDITION).submitDue();

      Run run = server.stores().runs().find(runId).orElseThrow();
      assertThat(run.state()).isEqualTo(RunState.FAILED);
      assertThat(String.valueOf(run.failure())).contains("the engine is away");
      assertThat(queue.ends).containsExactly("complete s");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "1000000, 60"})
  void waitsTwiceAsLongAfterEachAttemptUpToAMinute(int attempts, int seconds) {
    assertThat(RunSubmitter.waitAfter(attempts)).hasSeconds(seconds);
  }

  private static Submission start(String runId, int attempts) {
    return new Submission("s", runId, Submission.Kind.START, attempts, NOW);
  }

  private static RunSubmitter submitter(
      RunningServer server, SubmissionQueue queue, ErrorCode code) {
    var absent =
        new Engine() {
          @Override
          public void submit(String runId) {
            throw new PipelinesException(code, "the engine is away");
          }

          @Override
          public void retry(String runId) {
            submit(runId);
          }

          @Override
          public void terminate(String runId) {
            submit(runId);
          }
        };
    return new RunSubmitter(
        queue,
        server.stores().runs(),
        absent,
        Clock.fixed(NOW, ZoneOffset.UTC),
        Identifiers.random().next());
  }
}
