package io.pitwheel.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StraySweeperTest {
  private static final String MARK = "run/1//1";

  private Process process;

  @BeforeEach
  void startProcess() throws IOException {
    process = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void endProcess() {
    process.destroyForcibly();
  }

  @Test
  void endsWhatBearsTheMarkOfAnAttemptThatHasEnded() throws InterruptedException {
    var sweeper = new StraySweeper(new OrphanProcesses(tableThatTells(() -> {})));
    sweeper.ended(MARK);

    sweeper.close();

    assertThat(process.waitFor()).isEqualTo(128 + PosixSignals.KILL);
  }

  @Test
  void sparesAnAttemptOfTheSameNameThatBeginsWhileItLooks() {
    var holder = new StraySweeper[1];
    var sweeper =
        new StraySweeper(new OrphanProcesses(tableThatTells(() -> holder[0].begun(MARK))));
    holder[0] = sweeper;
    sweeper.ended(MARK);

    sweeper.close();

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void looksForNobodyWhenNoAttemptHasEnded() {
    var sweeper = new StraySweeper(new OrphanProcesses(tableThatTells(() -> {})));

    sweeper.close();

    assertThat(process.isAlive()).isTrue();
  }

  private ProcessTable tableThatTells(Runnable whenAsked) {
    return new ProcessTable() {
      @Override
      public List<Long> processIds() {
        return process.isAlive() ? List.of(process.pid()) : List.of();
      }

      @Override
      public Optional<String> markOf(long processId) {
        whenAsked.run();
        return process.isAlive() ? Optional.of(MARK) : Optional.empty();
      }
    };
  }
}
