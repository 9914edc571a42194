package io.pitwheel.engine.argo.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.objectstore.s3.S3Connection;
import io.pitwheel.objectstore.s3.S3Credentials;
import io.pitwheel.objectstore.s3.S3Settings;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.OutgoingConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountedWorkspacesTest {
  private final BucketServer server = BucketServer.shared();
  private final String bucket = server.newBucket();
  @TempDir private Path folder;
  private MountedWorkspaces workspaces;

  @BeforeEach
  void open() {
    workspaces =
        new MountedWorkspaces(new RoutedObjectStore(new FolderObjectStore(folder), buckets()));
  }

  @Test
  void takesWhatStandsInABucketAndCopiesNothing() {
    server.put(bucket, "folder/model.bin", "weights");

    workspaces.bring("run-1", "s3://%s/folder/model.bin".formatted(bucket));
    workspaces.bring("run-1", "s3://%s/folder".formatted(bucket));
    workspaces.remove("run-1");

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refusesWhatIsNotThere() {
    String uri = "s3://%s/none".formatted(bucket);

    assertRefused(uri, ErrorCode.NOT_FOUND, "nothing stands there");
  }

  @Test
  void refusesAFileOfTheServerThatPodsDoNotReach() throws IOException {
    Path file = Files.writeString(folder.resolve("rows"), "rows");

    assertRefused(file.toString(), ErrorCode.INVALID_ARGUMENT, "pods do not reach it");
  }

  @Test
  void refusesAUriThatIsNoPlaceInABucket() {
    assertRefused("s3://%s/a/../b".formatted(bucket), ErrorCode.INVALID_ARGUMENT, "/a/../b");
  }

  private void assertRefused(String uri, ErrorCode code, String reason) {
    assertThatThrownBy(() -> workspaces.bring("run-1", uri))
        .isInstanceOfSatisfying(
            PipelinesException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessageContaining(uri)
        .hasMessageContaining(reason);
  }

  private ObjectStore buckets() {
    var credentials = new S3Credentials(BucketServer.ACCESS_KEY, BucketServer.SECRET_KEY, "");
    var settings = new S3Settings(server.endpoint(), "us-east-1", true, 1, credentials);
    var connection = new S3Connection(settings, OutgoingConnections.standard());
    return new BucketObjectStore(
        location -> connection.bucket(location.scheme(), location.bucket()));
  }
}
