package io.pitwheel.cli.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.surroundings.Surroundings.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class TerminalViewTest {
  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final RunProgress progress = ProgressFixture.penguins();

  @Test
  void drawsWhatRunsAndHowMuchIsDone() {
    view(80, 24).draw();

    assertThat(text())
        .isEqualTo(
            """
            \r\u001b[Jpenguins  10.0s  3 done  2 running  1 failed
              for-loop-1  [##########----------] 1/2  1 running  1 failed
              load  8.0s  attempt 2
            """);
  }

  @Test
  void goesUpOverWhatItDrewBefore() {
    var view = view(80, 24);
    view.draw();
    drawn.reset();

    view.draw();

    assertThat(text()).startsWith("\u001b[1A\u001b[1A\u001b[1A\r\u001b[Jpenguins");
  }

  @Test
  void saysFailuresAboveAndDrawsAgain() {
    var view = view(80, 24);

    view.show(progress.find("for-loop-1/train", java.util.List.of(1)).orElseThrow());

    assertThat(text())
        .startsWith("\r\u001b[Jfor-loop-1/train[1] failed  exit code 1\n\r\u001b[Jpenguins");
  }

  @Test
  void drawsNoLineThatIsWiderThanTheTerminal() {
    view(12, 24).draw();

    assertThat(text().replace("\r\u001b[J", "").lines())
        .containsExactly("penguins  1", "  for-loop-", "  load  8.0");
  }

  @Test
  void drawsNoMoreLinesThanFit() {
    view(80, 4).draw();

    assertThat(text()).endsWith("\n  and 2 more\n");
  }

  @Test
  void drawsNothingOnceItIsClosed() {
    var view = view(80, 24);
    view.draw();
    view.close();
    drawn.reset();

    view.draw();

    assertThat(text()).isEmpty();
  }

  private TerminalView view(int columns, int rows) {
    return new TerminalView(
        new PrintStream(drawn, true, UTF_8),
        progress,
        InstantSource.fixed(ProgressFixture.START.plusSeconds(10)),
        new TerminalSize(columns, rows));
  }

  private String text() {
    return drawn.toString(UTF_8);
  }
}
