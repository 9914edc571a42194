package io.pitwheel.objectstore.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.TrustedAuthorities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said when a real server refuses, or is not there. */
class S3TroubleTest {
  private final S3Fixture fixture = new S3Fixture();

  @TempDir Path folder;

  @Test
  void namesABucketThatIsNotThere() {
    assertTrouble(
        ErrorCode.FAILED_PRECONDITION,
        () -> fixture.store().exists("s3://nobody-made-this/key"),
        "s3://nobody-made-this/key",
        fixture.endpoint().toString(),
        "Pitwheel makes none");
  }

  @Test
  void saysThatTheCredentialsAreWrongAndNotWhatTheyAre() {
    ObjectStore store =
        S3Fixture.storeAt(fixture.endpoint(), "some-wrong-secret", TrustedAuthorities.standard());

    PipelinesException exception =
        assertTrouble(
            ErrorCode.FAILED_PRECONDITION,
            () -> store.exists(fixture.location("key")),
            fixture.location("key"),
            "SignatureDoesNotMatch",
            "secretRef");
    assertThat(exception).message().doesNotContain("some-wrong-secret");
  }

  @Test
  void saysThatNobodyAnswers() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI closed = URI.create("http://127.0.0.1:" + port);
    ObjectStore store =
        S3Fixture.storeAt(closed, BucketServer.SECRET_KEY, TrustedAuthorities.standard());

    assertTrouble(
        ErrorCode.UNAVAILABLE,
        () -> store.read("s3://bucket/key", ByteRange.ALL),
        "s3://bucket/key at " + closed,
        "Connection refused");
  }

  @Test
  void namesTheFileThatCannotBePublished() {
    assertTrouble(
        ErrorCode.UNAVAILABLE,
        () -> fixture.store().publish(folder.resolve("absent"), fixture.location("key")),
        "absent",
        "no such file");
  }

  @Test
  void refusesAFileNameThatNoKeyCanHave() throws IOException {
    Path made = Files.createDirectory(folder.resolve("made"));
    Files.writeString(made.resolve("tab\there"), "x");

    assertTrouble(
        ErrorCode.INVALID_ARGUMENT,
        () -> fixture.store().publish(made, fixture.location("key")),
        "no control character");
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    String key = "k".repeat(1025);

    assertTrouble(
        ErrorCode.INVALID_ARGUMENT,
        () -> fixture.store().exists(fixture.location(key)),
        "at most 1024 bytes, and not 1025");
  }

  private static PipelinesException assertTrouble(ErrorCode code, Runnable call, String... words) {
    PipelinesException thrown = catchThrowableOfType(PipelinesException.class, call::run);
    assertThat(thrown).returns(code, PipelinesException::code).hasMessageContainingAll(words);
    return thrown;
  }
}
