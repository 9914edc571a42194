package io.pitwheel.cli.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class LogTailTest {
  @Test
  void keepsTheLastLinesOfALongLog() throws IOException {
    String log =
        IntStream.range(0, 100_000)
            .mapToObj(number -> "line " + number)
            .collect(Collectors.joining("\n"));

    assertThat(LogTail.read(stream(log), 3))
        .containsExactly("line 99997", "line 99998", "line 99999");
  }

  @Test
  void survivesOneLineWithoutEnd() throws IOException {
    assertThat(LogTail.read(stream("x".repeat(1_000_000)), 20))
        .singleElement()
        .satisfies(line -> assertThat(line).hasSize(401).endsWith("x…"));
  }

  @Test
  void leavesOutWhatWouldDriveATerminal() throws IOException {
    assertThat(LogTail.read(stream("\u001b[31mred\u0007\ttext"), 20))
        .containsExactly("[31mred text");
  }

  @Test
  void answersNoLineForAnEmptyLog() throws IOException {
    assertThat(LogTail.read(InputStream.nullInputStream(), 20)).isEmpty();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }
}
