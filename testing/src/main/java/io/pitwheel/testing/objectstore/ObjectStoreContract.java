package io.pitwheel.testing.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link ObjectStore} must keep. A test of an implementation extends it. */
public abstract class ObjectStoreContract {
  /** Where the test's own files lie, outside the store. */
  @TempDir protected Path outside;

  /** The store under test, empty. */
  protected abstract ObjectStore store();

  /** The location of an object with the given name, which may contain slashes. */
  protected abstract String location(String name);

  /** A location that belongs to no object of this store. */
  protected abstract String foreignLocation();

  @Test
  public void nothingStandsWhereNothingWasPublished() {
    assertThat(store().exists(location("model"))).isFalse();
    assertFailure(ErrorCode.NOT_FOUND, () -> store().stage(location("model"), outside));
  }

  @Test
  public void givesBackTheBytesOfAFile() throws IOException {
    byte[] bytes = {0, (byte) 0xff, 10, 13};
    publish("run/model", Files.write(outside.resolve("mine"), bytes));

    Path staged = store().stage(location("run/model"), newFolder("staged"));

    assertThat(store().exists(location("run/model"))).isTrue();
    assertThat(staged).hasBinaryContent(bytes);
  }

  @Test
  public void givesBackAFolderWithEverythingInIt() throws IOException {
    Path folder = newFolder("mine");
    Files.createDirectories(folder.resolve("deep/er"));
    Files.writeString(folder.resolve("deep/er/weights"), "w");
    Files.writeString(folder.resolve("card"), "c");
    publish("run/model", folder);

    Path staged = store().stage(location("run/model"), newFolder("staged"));

    assertThat(staged.resolve("deep/er/weights")).hasContent("w");
    assertThat(staged.resolve("card")).hasContent("c");
    assertThat(store().exists(location("run/model/deep/er"))).isTrue();
  }

  @Test
  public void publishesWhatWasWrittenAtThePreparedPath() throws IOException {
    Path prepared = store().prepareOutput(location("run/task/model"), newFolder("work"));
    assertThat(prepared.getParent()).isDirectory();
    Files.writeString(prepared, "weights");

    store().publish(prepared, location("run/task/model"));
    store().publish(prepared, location("run/task/model"));

    assertThat(store().stage(location("run/task/model"), newFolder("staged")))
        .hasContent("weights");
  }

  @Test
  public void replacesAnObjectThatIsPublishedAgain() throws IOException {
    Path folder = newFolder("mine");
    Files.writeString(folder.resolve("old"), "o");
    publish("model", folder);

    publish("model", Files.writeString(outside.resolve("file"), "new"));

    assertThat(store().stage(location("model"), newFolder("staged"))).hasContent("new");
    assertThat(store().list(location(""), 10)).containsExactly(location("model"));
  }

  @Test
  public void publishesWhatLinksLeadTo() throws IOException {
    Path file = Files.writeString(outside.resolve("real"), "content");
    Path folder = newFolder("mine");
    Files.createSymbolicLink(folder.resolve("link"), file);
    publish("model", folder);
    Files.delete(file);

    assertThat(store().stage(location("model"), newFolder("staged")).resolve("link"))
        .hasContent("content");
  }

  @Test
  public void deletesAFileAFolderAndWhatIsNotThere() throws IOException {
    publish("run/one", Files.writeString(outside.resolve("one"), "1"));
    publish("run/two/deep", Files.writeString(outside.resolve("two"), "2"));
    publish("kept", Files.writeString(outside.resolve("kept"), "3"));

    store().delete(location("run/one"));
    store().delete(location("run/one"));
    assertThat(store().exists(location("run/one"))).isFalse();
    assertThat(store().exists(location("run/two/deep"))).isTrue();

    store().delete(location("run"));
    assertThat(store().exists(location("run/two/deep"))).isFalse();
    assertThat(store().exists(location("kept"))).isTrue();
  }

  @Test
  public void listsWhatStandsDirectlyBelowInOrderUpToTheLimit() throws IOException {
    Path file = Files.writeString(outside.resolve("file"), "1");
    for (String name : List.of("run/b", "run/a/deep", "run/C", "running")) {
      publish(name, file);
    }

    assertThat(store().list(location("run"), 10))
        .containsExactly(location("run/C"), location("run/a"), location("run/b"));
    assertThat(store().list(location("run"), 2))
        .containsExactly(location("run/C"), location("run/a"));
    assertThat(store().list(location("nowhere"), 10)).isEmpty();
  }

  @Test
  public void refusesALocationThatIsNotItsOwn() {
    String foreign = foreignLocation();
    for (Runnable call :
        List.<Runnable>of(
            () -> store().exists(foreign),
            () -> store().stage(foreign, outside),
            () -> store().prepareOutput(foreign, outside),
            () -> store().publish(outside, foreign),
            () -> store().delete(foreign),
            () -> store().list(foreign, 1))) {
      assertFailure(ErrorCode.INVALID_ARGUMENT, call);
    }
  }

  /** Expects the call to throw the project's exception with the code. */
  protected static void assertFailure(ErrorCode code, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }

  private void publish(String name, Path written) {
    store().publish(written, location(name));
  }

  private Path newFolder(String name) throws IOException {
    return Files.createDirectory(outside.resolve(name));
  }
}
