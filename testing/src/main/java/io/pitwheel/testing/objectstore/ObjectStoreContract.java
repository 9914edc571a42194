package io.pitwheel.testing.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStore} must keep. A test of an implementation extends it. */
public abstract class ObjectStoreContract {
  private static final List<String> UNUSUAL_NAMES =
      List.of(
          "blank in it",
          "plus+and&equal=sign",
          "percent%2e%2e",
          "question?mark",
          "hash#tag",
          "quote\"and'quote",
          "...",
          "a.",
          "-dash",
          "\u00fcml\u00e4ut",
          "\u65e5\u672c\u8a9e",
          "\ud83d\ude00",
          "x".repeat(200) + "/" + "y".repeat(200) + "/" + "z".repeat(200));

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
  public void refusesAFolderThatIsTooDeep() throws IOException {
    Path folder = newFolder("mine");
    Files.createDirectories(folder.resolve("a/".repeat(200)));

    assertThatThrownBy(() -> publish("run/model", folder))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .hasMessageContainingAll(folder.toString(), "200 folders deep");
    assertThat(store().exists(location("run/model"))).isFalse();
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
  public void ordersNamesByTheirBytes() throws IOException {
    Path file = Files.writeString(outside.resolve("file"), "1");
    for (String name :
        List.of("run/a-b", "run/a/deep", "run/\u00fc", "run/\ud83d\ude00", "run/\uff5e")) {
      publish(name, file);
    }

    assertThat(store().list(location("run"), 10))
        .containsExactly(
            location("run/a"),
            location("run/a-b"),
            location("run/\u00fc"),
            location("run/\uff5e"),
            location("run/\ud83d\ude00"));
  }

  @Test
  public void givesBackAnEmptyFolderAndEmptyFoldersInFolders() throws IOException {
    publish("run/nothing", newFolder("nothing"));
    Path folder = newFolder("mine");
    Files.createDirectories(folder.resolve("inner/empty"));
    Files.writeString(folder.resolve("card"), "c");
    publish("run/model", folder);

    assertThat(store().exists(location("run/nothing"))).isTrue();
    assertThat(store().stage(location("run/nothing"), newFolder("one"))).isEmptyDirectory();
    Path staged = store().stage(location("run/model"), newFolder("two"));
    assertThat(staged.resolve("inner/empty")).isEmptyDirectory();
    assertThat(staged.resolve("card")).hasContent("c");
    assertThat(walked("run/model")).containsExactly(location("run/model/card"));
  }

  @Test
  public void replacesAFileByAFolderAndAFolderByAnother() throws IOException {
    publish("model", Files.writeString(outside.resolve("file"), "old"));
    publish("model", folderWith("first", "one"));
    publish("model", folderWith("second", "two"));

    Path staged = store().stage(location("model"), newFolder("staged"));
    assertThat(staged.resolve("two")).hasContent("two");
    assertThat(staged.resolve("one")).doesNotExist();
    assertThat(store().find(location("model"))).isEmpty();
  }

  @Test
  public void neverStagesTwoLocationsAtOnePath() throws IOException {
    publish("one/model", Files.writeString(outside.resolve("one"), "1"));
    publish("two/model", Files.writeString(outside.resolve("two"), "2"));
    Path into = newFolder("staged");

    Path first = store().stage(location("one/model"), into);
    Path second = store().stage(location("two/model"), into);

    assertThat(first).hasContent("1");
    assertThat(second).hasContent("2");
  }

  @Test
  public void knowsTheSizeOfAnObjectAndNothingOfAFolder() throws IOException {
    publish("run/model", Files.writeString(outside.resolve("file"), "weights"));

    StoredObject found = store().find(location("run/model")).orElseThrow();

    assertThat(found.location()).isEqualTo(location("run/model"));
    assertThat(found.size()).isEqualTo(7);
    assertThat(found.modifiedAt()).isAfter(Instant.EPOCH);
    assertThat(store().find(location("run"))).isEmpty();
    assertThat(store().find(location("run/other"))).isEmpty();
  }

  @Test
  public void readsAPartOfAnObject() throws IOException {
    publish("model", Files.writeString(outside.resolve("file"), "0123456789"));

    assertThat(read("model", ByteRange.ALL)).isEqualTo("0123456789");
    assertThat(read("model", new ByteRange(3, 4))).isEqualTo("3456");
    assertThat(read("model", new ByteRange(8, 100))).isEqualTo("89");
    assertThat(read("model", ByteRange.from(7))).isEqualTo("789");
    assertThat(read("model", new ByteRange(2, 0))).isEmpty();
    assertThat(read("model", ByteRange.from(10))).isEmpty();
    assertThat(read("model", new ByteRange(100, 5))).isEmpty();
    assertFailure(ErrorCode.NOT_FOUND, () -> store().read(location("other"), ByteRange.ALL));
  }

  @Test
  public void writesAStreamInPlaceOfWhatStoodThere() throws IOException {
    publish("run/log", folderWith("folder", "line"));

    store().write(location("run/log"), new ByteArrayInputStream("first".getBytes(UTF_8)));
    store().write(location("run/log"), new ByteArrayInputStream("second".getBytes(UTF_8)));
    store().write(location("run/empty"), new ByteArrayInputStream(new byte[0]));

    assertThat(read("run/log", ByteRange.ALL)).isEqualTo("second");
    assertThat(read("run/empty", ByteRange.ALL)).isEmpty();
    assertThat(store().list(location("run"), 10))
        .containsExactly(location("run/empty"), location("run/log"));
  }

  @Test
  public void walksThroughEverythingBelow() throws IOException {
    publish("run/b/deep/one", Files.writeString(outside.resolve("one"), "1"));
    publish("run/a", Files.writeString(outside.resolve("two"), "22"));
    publish("runner", Files.writeString(outside.resolve("three"), "333"));

    assertThat(walked("run"))
        .containsExactlyInAnyOrder(location("run/a"), location("run/b/deep/one"));
    assertThat(walked("run/a")).containsExactly(location("run/a"));
    assertThat(walked("nowhere")).isEmpty();
  }

  @Test
  public void keepsObjectsUnderUnusualNames() throws IOException {
    Path file = Files.writeString(outside.resolve("file"), "kept");
    for (String name : UNUSUAL_NAMES) {
      publish("odd/" + name, file);
    }

    for (String name : UNUSUAL_NAMES) {
      assertThat(read("odd/" + name, ByteRange.ALL)).describedAs(name).isEqualTo("kept");
      assertThat(store().find(location("odd/" + name))).describedAs(name).isPresent();
      assertThat(store().stage(location("odd/" + name), outside.resolve("in" + name.hashCode())))
          .describedAs(name)
          .hasContent("kept");
    }
    assertThat(walked("odd")).hasSize(UNUSUAL_NAMES.size());
    store().delete(location("odd"));
    assertThat(store().exists(location("odd"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "../up", "a/../b", "a/./b", "a/..", "nul\0byte", "/lead"})
  public void refusesNamesThatCouldBeMistaken(String name) {
    assertFailure(ErrorCode.INVALID_ARGUMENT, () -> store().exists(location("x") + "/" + name));
    assertFailure(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().prepareOutput(location("x") + "/" + name, outside));
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
            () -> store().find(foreign),
            () -> store().read(foreign, ByteRange.ALL),
            () -> store().write(foreign, InputStream.nullInputStream()),
            () -> store().walk(foreign),
            () -> store().signedAccess(foreign),
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

  private String read(String name, ByteRange range) throws IOException {
    try (InputStream bytes = store().read(location(name), range)) {
      return new String(bytes.readAllBytes(), UTF_8);
    }
  }

  private List<String> walked(String name) {
    try (Stream<StoredObject> objects = store().walk(location(name))) {
      return objects.map(StoredObject::location).toList();
    }
  }

  private Path folderWith(String folder, String file) throws IOException {
    Path made = newFolder(folder);
    Files.writeString(made.resolve(file), file);
    return made;
  }

  private Path newFolder(String name) throws IOException {
    return Files.createDirectory(outside.resolve(name));
  }
}
