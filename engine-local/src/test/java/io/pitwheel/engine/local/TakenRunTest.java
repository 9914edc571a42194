package io.pitwheel.engine.local;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.driver.Driver;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a run that an engine takes and cannot, or must not, move on. */
@Timeout(60)
class TakenRunTest extends LocalRunFixture {
  private static final String PIPELINE =
      """
      schemaVersion: 2.1.0
      pipelineInfo: {name: taken}
      components:
        comp-work: {executorLabel: exec-work}
      deploymentSpec:
        executors:
          exec-work: {container: {image: any, command: ['true']}}
      root:
        dag:
          tasks:
            work: {componentRef: {name: comp-work}}
      """;

  @Override
  protected Driver driving(Driver real) {
    return (_, _) -> {
      throw new IllegalStateException("the driver of this test is broken");
    };
  }

  @Test
  void endsARunThatWasTerminatedBeforeItBegan() throws InterruptedException {
    create(PIPELINE, null);

    terminate();

    Run run = end();
    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(requireNonNull(run.failure()).code()).isEqualTo(ErrorCode.CANCELLED);
    assertThat(hasTask("work")).isFalse();
  }

  @Test
  void failsARunOverADefectOfOurs() throws InterruptedException {
    begin(PIPELINE, null);

    Run run = end();

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(requireNonNull(run.failure()).code()).isEqualTo(ErrorCode.INTERNAL);
    assertThat(requireNonNull(run.failure()).message()).contains("the driver of this test");
  }

  @Test
  void takesNoRunOnceItIsClosed() {
    create(PIPELINE, null);

    engine.close();

    assertThatThrownBy(() -> engine.submit(runId()))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }
}
