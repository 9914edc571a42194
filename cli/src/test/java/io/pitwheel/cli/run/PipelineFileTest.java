package io.pitwheel.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.cli.outcome.CommandFailure;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PipelineFileTest {
  @TempDir private Path folder;

  @Test
  void readsText() throws IOException {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), "name: größe\n");

    assertThat(PipelineFile.read(file)).isEqualTo("name: größe\n");
  }

  @Test
  void answersPythonSourceWithTheLineThatCompilesIt() {
    assertThatThrownBy(() -> PipelineFile.read(Path.of("my pipelines/train.py")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(
            "kfp dsl compile --py 'my pipelines/train.py' --output 'my pipelines/train.yaml'");
    assertThatThrownBy(() -> PipelineFile.read(Path.of("train.py")))
        .hasMessageEndingWith("kfp dsl compile --py train.py --output train.yaml");
  }

  @Test
  void refusesFilesLargerThanTheBoundWithoutReadingThemWhole() throws IOException {
    Path file = folder.resolve("huge.yaml");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(100L * 1024 * 1024 * 1024);
    }

    assertThatThrownBy(() -> PipelineFile.read(file))
        .hasMessage(
            "reading %s: more than 33554432 bytes (expected: at most that many)".formatted(file));
  }

  @Test
  void readsParametersUpToWhatAServerTakes() throws IOException {
    Path file = folder.resolve("parameters.json");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(40L * 1024 * 1024);
      assertThat(PipelineFile.readParameters(file)).hasSize(40 * 1024 * 1024);
      sparse.setLength(96L * 1024 * 1024 + 1);
    }

    assertThatThrownBy(() -> PipelineFile.readParameters(file))
        .hasMessageContaining("more than 100663296 bytes");
  }

  @Test
  void refusesWhatIsNoText() throws IOException {
    Path file =
        Files.write(folder.resolve("pipeline.zip"), new byte[] {'P', 'K', 3, 4, (byte) 0xFF});

    assertThatThrownBy(() -> PipelineFile.read(file)).hasMessageContaining("no UTF-8 text");
  }

  @Test
  void saysWhatAFileOfParametersIsExpectedToBe() {
    Path file = folder.resolve("none.json");

    assertThatThrownBy(() -> PipelineFile.readParameters(file))
        .hasMessage(
            "reading %s: there is no such file (expected: one JSON object of names and values)"
                .formatted(file));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> PipelineFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> PipelineFile.read(folder)).isInstanceOf(CommandFailure.class);
  }
}
