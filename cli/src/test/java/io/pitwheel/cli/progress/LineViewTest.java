package io.pitwheel.cli.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LineViewTest {
  @Test
  void writesOneLineForEachChange() {
    var written = new ByteArrayOutputStream();
    RunProgress progress = ProgressFixture.penguins();
    try (var view =
        new LineView(
            new PrintStream(written, true, UTF_8),
            progress,
            InstantSource.fixed(ProgressFixture.START.plusSeconds(65)))) {
      view.show(progress.find("prepare", List.of()).orElseThrow());
      view.show(progress.find("load", List.of()).orElseThrow());
      view.show(progress.find("for-loop-1/train", List.of(1)).orElseThrow());
    }

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            """
              1m05s  SUCCEEDED  prepare
              1m05s  RUNNING    load  attempt 2
              1m05s  FAILED     for-loop-1/train[1]  exit code 1
            """);
  }

  @Test
  void countsTheIterationsOfALongLoop() {
    var written = new ByteArrayOutputStream();
    RunProgress progress = ProgressFixture.wideLoop(10_000, 1_200);
    try (var view =
        new LineView(
            new PrintStream(written, true, UTF_8),
            progress,
            InstantSource.fixed(ProgressFixture.START.plusSeconds(65)))) {
      for (int index = 19; index < 1_200; index++) {
        view.show(progress.find("loop/train", List.of(index)).orElseThrow());
      }
    }

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            """
              1m05s  SUCCEEDED  loop/train[19]
              1m05s  RUNNING    loop  1200 of 10000 iterations
              1m05s  RUNNING    loop  1200 of 10000 iterations
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0.0s",
    "0, 0.0s",
    "1234, 1.2s",
    "59999, 59.9s",
    "60000, 1m00s",
    "3599000, 59m59s",
    "3720000, 1h02m",
    "180000000, 50h00m"
  })
  void writesDurationsForPeople(long milliseconds, String expected) {
    assertThat(DurationText.of(Duration.ofMillis(milliseconds))).isEqualTo(expected);
  }
}
