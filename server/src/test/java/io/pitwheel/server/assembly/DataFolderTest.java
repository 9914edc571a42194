package io.pitwheel.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataFolderTest {
  @TempDir private Path folder;

  @Test
  void takesAFolderThatOthersCouldReadForItself() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

    try (var _ = DataFolder.open(open)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void saysWhatIsInTheWayAndWhatWasExpected() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> DataFolder.open(file))
        .isInstanceOf(PipelinesException.class)
        .hasMessage(
            ("opening the data folder %1$s: %1$s is no folder (expected: a folder that this user"
                    + " may make and write; --data or PITWHEEL_DATA names another)")
                .formatted(file));
  }

  @Test
  void namesTheFolderThatCannotBeMade() {
    assertThatThrownBy(() -> DataFolder.open(Path.of("/proc/pitwheel/data")))
        .hasMessageStartingWith("opening the data folder /proc/pitwheel/data: /proc/pitwheel")
        .hasMessageNotContainingAny("Exception", "java.nio");
  }
}
