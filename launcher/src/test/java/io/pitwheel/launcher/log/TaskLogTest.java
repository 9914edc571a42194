package io.pitwheel.launcher.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskLogTest {
  @TempDir Path folder;

  @Test
  void keepsBytesThatAreNoText() {
    byte[] bytes = {(byte) 0xff, 0, (byte) 0xc3, 10};

    try (TaskLog log = open(100)) {
      log.append(bytes, bytes.length);
    }

    assertThat(path()).hasBinaryContent(bytes);
  }

  @Test
  void canBeReadWhileItGrows() {
    try (TaskLog log = open(100)) {
      append(log, "first\n");
      assertThat(LogReader.read(path(), 0, 100)).asString(UTF_8).isEqualTo("first\n");
      append(log, "second\n");
      assertThat(LogReader.read(path(), 6, 100)).asString(UTF_8).isEqualTo("second\n");
    }
  }

  @Test
  void keepsTheBeginningAndTheEndOfTooMuch() throws IOException {
    TaskLog log = open(10);
    append(log, "beginning-");
    for (int i = 0; i < 1000; i++) {
      append(log, "x".repeat(1000));
    }
    append(log, "the reason\n");
    log.close();

    assertThat(Files.size(path())).isLessThan(70_000);
    assertThat(Files.readString(path()))
        .startsWith("beginning-\n[pitwheel] the log reached 10 bytes")
        .contains("1000011 bytes were left out")
        .endsWith("the reason\n");
    assertThat(log.warnings()).singleElement().asString().contains("1000021 bytes");
  }

  @Test
  void cutsInTheMiddleOfAPiece() throws IOException {
    TaskLog log = open(3);
    append(log, "abcdef");
    log.close();
    log.close();

    assertThat(Files.readString(path())).startsWith("abc\n").endsWith("3 follow\ndef");
  }

  @Test
  void readsTheLastLinesOnly() {
    try (TaskLog log = open(10_000_000)) {
      for (int i = 0; i < 100_000; i++) {
        append(log, "line " + i + "\n");
      }
    }

    assertThat(LogReader.lastLines(path(), 2)).containsExactly("line 99998", "line 99999");
    assertThat(LogReader.lastLines(path(), 1_000_000)).hasSizeLessThan(30_000);
    assertThat(LogReader.lastLines(folder.resolve("absent"), 2)).isEmpty();
  }

  @Test
  void readsNothingBeyondTheEndAndAtMostWhatIsAskedFor() {
    try (TaskLog log = open(100)) {
      append(log, "0123456789");
    }

    assertThat(LogReader.read(path(), 4, 3)).asString(UTF_8).isEqualTo("456");
    assertThat(LogReader.read(path(), 10, 3)).isEmpty();
    assertThat(LogReader.read(path(), 1000, 3)).isEmpty();
    assertThat(LogReader.read(folder.resolve("absent"), 0, 3)).isEmpty();
  }

  private Path path() {
    return folder.resolve("run/1.log");
  }

  private TaskLog open(long maxBytes) {
    return TaskLog.open(path(), maxBytes);
  }

  private static void append(TaskLog log, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    log.append(bytes, bytes.length);
  }
}
