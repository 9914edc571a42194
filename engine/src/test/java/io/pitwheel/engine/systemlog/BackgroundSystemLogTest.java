package io.pitwheel.engine.systemlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.systemlog.SystemLog.Trouble;
import io.pitwheel.systemlog.SystemLogEntry;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundSystemLogTest {
  private static final JsonObject LINE = (JsonObject) JsonReader.read("{\"message\":\"hello\"}");

  @TempDir Path folder;

  @Test
  void keepsAndTellsEveryLineBeforeAFlushReturns() throws IOException {
    var told = new ByteArrayOutputStream();
    try (var log = log(told)) {
      String place = folder.resolve("run/train/driver-logs").toString();

      log.write(new SystemLogEntry("run", "task", place, () -> List.of(LINE, LINE)));
      log.write(new SystemLogEntry("run", "task", "", () -> List.of(LINE)));

      assertThat(log.flush("run")).isEmpty();
      assertThat(log.isWritten(place)).isTrue();
      assertThat(Files.readString(Path.of(place)))
          .isEqualTo("{\"message\":\"hello\"}\n{\"message\":\"hello\"}\n");
    }
    assertThat(told.toString(UTF_8)).isEqualTo("{\"message\":\"hello\"}\n".repeat(3));
  }

  @Test
  void letsNobodyWaitForAStreamThatIsNotRead() throws IOException {
    var unread = new PipedInputStream(1);
    try (var stream = new PipedOutputStream(unread);
        var log = log(stream)) {
      for (int count = 0; count < 20_000; count++) {
        log.write(new SystemLogEntry("run", "task", "", () -> List.of(LINE)));
      }
      String place = folder.resolve("run/train/driver-logs").toString();
      log.write(new SystemLogEntry("run", "task", place, () -> List.of(LINE)));

      assertThat(log.flush("run")).isEmpty();
      assertThat(log.isWritten(place)).isTrue();
    }
  }

  @Test
  void answersOnceWhatCouldNotBeKept() throws IOException {
    Files.writeString(folder.resolve("file"), "in the way");
    try (var log = log(OutputStream.nullOutputStream())) {
      String place = folder.resolve("file/driver-logs").toString();

      log.write(new SystemLogEntry("run", "task", place, () -> List.of(LINE)));
      log.write(
          new SystemLogEntry("other", "task", "s3://bucket/driver-logs", () -> List.of(LINE)));

      assertThat(log.flush("run"))
          .singleElement()
          .satisfies(trouble -> {
            assertThat(trouble.taskId()).isEqualTo("task");
            assertThat(trouble.message()).startsWith("keeping the system log at " + place + ": ");
          });
      assertThat(log.flush("run")).isEmpty();
      assertThat(log.flush("other")).extracting(Trouble::message).isNotEmpty();
      assertThat(log.isWritten("s3://bucket/driver-logs")).isFalse();
    }
  }

  @Test
  void goesOnWhenNobodyReadsTheStream() {
    var broken =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("closed");
          }
        };
    try (var log = log(broken)) {
      String place = folder.resolve("driver-logs").toString();
      log.write(new SystemLogEntry("run", "task", place, () -> List.of(LINE)));
      assertThat(log.flush("run")).isEmpty();
      assertThat(log.isWritten(place)).isTrue();
    }
  }

  private BackgroundSystemLog log(OutputStream told) {
    return new BackgroundSystemLog(new FolderObjectStore(folder), told, folder);
  }
}
