package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launcher.bucket.Patience;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.testing.objectstore.ObjectStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As far as a task needs a store: it deletes nothing, and empty folders are not kept. */
class SignedBucketTest extends ObjectStoreContract {
  private static final int PART_BYTES = 10;

  @TempDir private Path spool;
  private final LaunchServer server;

  SignedBucketTest() throws IOException {
    server = new LaunchServer("127.0.0.1", PodFixture.TOKEN::equals, "4.2/2");
  }

  @BeforeEach
  void writeToken() throws IOException {
    Files.writeString(spool.resolve("token"), PodFixture.TOKEN);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Override
  protected ObjectStore store() {
    Patience patience = Patience.endless(Duration.ofMillis(1), Duration.ofMillis(5), _ -> {});
    var calls = new ServerCalls(server.address(), new RunToken(spool.resolve("token")), patience);
    return new BucketObjectStore(
        new SignedBuckets(
            calls, PlainHttp.DIRECT, new PodTask("run-1", "4.2", 2), spool, PART_BYTES));
  }

  @Override
  protected String location(String name) {
    return "s3://bucket/outputs" + (name.isEmpty() ? "" : "/" + name);
  }

  @Override
  protected String foreignLocation() {
    return "/a/path";
  }

  @Test
  void writesLargeObjectsInPartsAndSendsAgainWhatBroke() throws IOException {
    String text = "0123456789".repeat(25) + "end";
    server.refusals.put("PUT", new ArrayList<>(List.of(500, 403, 503)));

    store().publish(Files.writeString(outside.resolve("large"), text), location("large"));

    assertThat(server.textOf(location("large"))).isEqualTo(text);
    assertThat(server.requests.stream().filter("PUT"::equals)).hasSize(26 + 3);
  }

  @Test
  void givesUpPartsOfWhatIsRefused() throws IOException {
    Path large = Files.writeString(outside.resolve("large"), "0123456789".repeat(3));
    server.refusals.put("completeParts", new ArrayList<>(List.of(403)));

    assertFailure(ErrorCode.PERMISSION_DENIED, () -> store().publish(large, location("large")));

    assertThat(server.requests).contains("abandonParts");
    assertThat(server.objects).isEmpty();
  }

  @Override
  @Test
  public void deletesAFileAFolderAndWhatIsNotThere() {
    server.put(location("one"), "1");

    store().delete(location("two"));
    assertFailure(ErrorCode.FAILED_PRECONDITION, () -> store().delete(location("one")));
  }

  @Override
  @Test
  public void replacesAnObjectThatIsPublishedAgain() throws IOException {
    store().publish(Files.writeString(outside.resolve("old"), "old"), location("model"));
    store().publish(Files.writeString(outside.resolve("new"), "new"), location("model"));

    assertThat(server.textOf(location("model"))).isEqualTo("new");
  }

  @Override
  @Test
  public void givesBackAnEmptyFolderAndEmptyFoldersInFolders() throws IOException {
    Path folder = Files.createDirectories(outside.resolve("mine/empty")).getParent();
    Files.writeString(folder.resolve("card"), "c");

    store().publish(folder, location("model"));

    assertThat(server.objects).containsOnlyKeys(location("model/card"));
  }

  @Override
  @Test
  public void replacesAFileByAFolderAndAFolderByAnother() throws IOException {
    Path folder = Files.createDirectory(outside.resolve("mine"));
    Files.writeString(folder.resolve("card"), "old");
    store().publish(folder, location("model"));
    Files.writeString(folder.resolve("card"), "new");
    store().publish(folder, location("model"));

    assertThat(server.textOf(location("model/card"))).isEqualTo("new");
  }

  /** Nobody tells a pod when an object was written. */
  @Override
  @Test
  public void knowsTheSizeOfAnObjectAndNothingOfAFolder() {
    server.put(location("run/model"), "weights");

    assertThat(store().find(location("run/model")))
        .hasValueSatisfying(found -> {
          assertThat(found.size()).isEqualTo(7);
          assertThat(found.modifiedAt()).isEqualTo(Instant.EPOCH);
        });
    assertThat(store().find(location("run"))).isEmpty();
  }

  @Override
  @Test
  public void writesAStreamInPlaceOfWhatStoodThere() {
    store().write(location("log"), new ByteArrayInputStream("first".getBytes(UTF_8)));
    store().write(location("log"), new ByteArrayInputStream("second and more".getBytes(UTF_8)));

    assertThat(server.textOf(location("log"))).isEqualTo("second and more");
    assertThat(spool).isDirectoryContaining("glob:**token");
    assertThat(spool.toFile().list()).hasSize(1);
  }

  @Override
  @Test
  public void keepsObjectsUnderUnusualNames() throws IOException {
    Path file = Files.writeString(outside.resolve("file"), "kept");
    for (String name : List.of("blank in it", "percent%2e", "q?m#t", "\u00fcml\u00e4ut\u65e5")) {
      store().publish(file, location("odd/" + name));

      assertThat(server.textOf(location("odd/" + name))).isEqualTo("kept");
      assertThat(store().stage(location("odd/" + name), outside.resolve("in" + name.hashCode())))
          .hasContent("kept");
    }
  }
}
