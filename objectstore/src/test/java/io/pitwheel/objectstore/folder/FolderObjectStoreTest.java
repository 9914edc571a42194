package io.pitwheel.objectstore.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.objectstore.ObjectStoreContract;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderObjectStoreTest extends ObjectStoreContract {
  @TempDir Path root;

  @Override
  protected ObjectStore store() {
    return new FolderObjectStore(root);
  }

  @Override
  protected String location(String name) {
    return root.resolve(name).toString();
  }

  @Override
  protected String foreignLocation() {
    return "/somewhere/else";
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret", "a/../../secret", "a/./b", "nul\0byte"})
  void refusesPathsThatMeanAnotherPlace(String name) {
    assertFailure(ErrorCode.INVALID_ARGUMENT, () -> store().exists(root + "/" + name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relative/path", "s3://bucket/key", ""})
  void refusesWhatIsNoAbsolutePath(String location) {
    assertFailure(ErrorCode.INVALID_ARGUMENT, () -> store().delete(location));
  }

  @Test
  void stagesWithoutCopying() throws IOException {
    Path file = Files.writeString(root.resolve("model"), "weights");

    assertThat(store().stage(file.toString(), outside)).isEqualTo(file);
  }

  @Test
  void deletesALinkAndNotWhatItLeadsTo() throws IOException {
    Path kept = Files.writeString(outside.resolve("kept"), "mine");
    Files.createDirectory(root.resolve("model"));
    Files.createSymbolicLink(root.resolve("model/link"), outside);

    store().delete(location("model"));

    assertThat(root.resolve("model")).doesNotExist();
    assertThat(kept).exists();
  }

  @Test
  void deletesWhatOthersDeleteAtTheSameTime() throws IOException {
    for (int round = 0; round < 50; round++) {
      Path tree = root.resolve("run-" + round);
      for (int folder = 0; folder < 10; folder++) {
        Files.createDirectories(tree.resolve("task-" + folder + "/model"));
      }

      IntStream.range(0, 8).parallel().forEach(_ -> store().delete(tree.toString()));

      assertThat(tree).doesNotExist();
    }
  }

  @Test
  void namesThePathWhenAFileStandsWhereAFolderMust() throws IOException {
    Files.writeString(root.resolve("run"), "in the way");

    assertThatThrownBy(() -> store().prepareOutput(location("run/task/model"), outside))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining(location("run"));
  }

  @Test
  void leavesNothingHalfWrittenWhenPublishingFails() {
    Path absent = outside.resolve("absent");

    assertThatThrownBy(() -> store().publish(absent, location("model")))
        .hasMessageContaining(absent.toString())
        .hasMessageContaining("no such file");
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void callsAFullDiskExhausted() {
    var exception = new IOException("No space left on device");

    assertThat(FileTrouble.at(root, "writing", exception))
        .hasMessage("writing: " + root + ": No space left on device")
        .returns(ErrorCode.RESOURCE_EXHAUSTED, PipelinesException::code);
  }

  @Test
  void namesThePathOnce() {
    var exception = new FileNotFoundException("/logs/1.log (Too many open files)");

    assertThat(FileTrouble.at(Path.of("/logs/1.log"), "opening", exception))
        .hasMessage("opening: /logs/1.log: Too many open files")
        .returns(ErrorCode.RESOURCE_EXHAUSTED, PipelinesException::code);
  }
}
