package io.pitwheel.launcher.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.objectstore.ObjectStoreContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod's own way to a real store keeps the contract, in the places of its task. */
class DirectBucketsTest extends ObjectStoreContract {
  @TempDir private Path work;
  private final BucketServer server = BucketServer.shared();
  private final String bucket = server.newBucket();

  @Override
  protected ObjectStore store() {
    return new BucketObjectStore(buckets());
  }

  private DirectBuckets buckets() {
    var reach = new TaskReach(List.of(at("inputs/set")), List.of(at("outputs"), at("log")));
    return GivenStores.open(server, reach, work);
  }

  private String at(String path) {
    return "s3://%s/%s".formatted(bucket, path);
  }

  @Override
  protected String location(String name) {
    return at("outputs") + (name.isEmpty() ? "" : "/" + name);
  }

  @Override
  protected String foreignLocation() {
    return "/a/path";
  }

  /** What could be taken for another place elsewhere is refused, as where the server signs. */
  @Override
  @Test
  public void keepsObjectsUnderUnusualNames() throws IOException {
    Path file = Files.writeString(outside.resolve("file"), "kept");
    for (String name : List.of("blank in it", "percent%2a", "q?m#t", "\u00fcml\u00e4ut\u65e5")) {
      store().publish(file, location("odd/" + name));

      assertThat(store().stage(location("odd/" + name), outside.resolve("in" + name.hashCode())))
          .hasContent("kept");
    }
    assertRefused(
        ErrorCode.INVALID_ARGUMENT, () -> store().publish(file, location("odd/%2e%2e/up")));
  }

  @Test
  void readsWhatATaskIsGivenAndWritesNothingThere() throws IOException {
    server.put(bucket, "inputs/set/deep/file", "rows");

    Path staged = store().stage(at("inputs/set"), outside);

    assertThat(staged.resolve("deep/file")).hasContent("rows");
    assertRefused(
        ErrorCode.PERMISSION_DENIED,
        () -> store().write(at("inputs/set"), new ByteArrayInputStream(new byte[1])));
    assertRefused(ErrorCode.PERMISSION_DENIED, () -> store().delete(at("inputs/set")));
    assertThat(store().exists(at("inputs/set/deep/file"))).isTrue();
  }

  @Test
  void knowsNothingOfOtherPlacesThatItsCredentialsWouldOpen() throws IOException {
    server.put(bucket, "outputs-of-another/file", "secret");

    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> store().exists(at("outputs-of-another/file")));
    assertRefused(
        ErrorCode.INVALID_ARGUMENT,
        () -> store().read(at("outputs-of-another/file"), ByteRange.ALL));
    assertRefused(ErrorCode.INVALID_ARGUMENT, () -> store().walk(at("inputs")));
    Path file = Files.writeString(work.resolve("file"), "text");
    BucketLocation other = BucketLocation.of(at("outputs-of-another"));
    assertRefused(
        ErrorCode.PERMISSION_DENIED, () -> buckets().open(other).write(other.key(), file));
  }

  @Test
  void writesTheBeginningOfAFileThatGrows() throws IOException {
    Path log = Files.writeString(work.resolve("growing.log"), "one\ntwo\nthr");

    buckets().writeBeginning(at("log"), log, 8);

    assertThat(store().read(at("log"), ByteRange.ALL)).hasContent("one\ntwo\n");
    assertThat(work).isDirectoryNotContaining("glob:**unsent*");
  }

  @Test
  void signsNothing() {
    assertRefused(
        ErrorCode.FAILED_PRECONDITION, () -> buckets().open(BucketLocation.of(at("log"))).signer());
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code));
  }
}
