package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import java.net.URI;

/** An empty bucket on the real server, and stores that reach it. */
final class S3Fixture {
  private final BucketServer server = BucketServer.shared();
  private final String bucket = server.newBucket();
  private final ObjectStore store =
      storeAt(server.endpoint(), BucketServer.SECRET_KEY, TrustedAuthorities.standard());

  ObjectStore store() {
    return store;
  }

  URI endpoint() {
    return server.endpoint();
  }

  String bucket() {
    return bucket;
  }

  String location(String name) {
    return name.isEmpty() ? "s3://" + bucket : "s3://%s/%s".formatted(bucket, name);
  }

  static ObjectStore storeAt(URI endpoint, String secret, TrustedAuthorities authorities) {
    return storeAt(endpoint, secret, new OutgoingConnections(authorities, OutgoingProxy.NONE));
  }

  static ObjectStore storeAt(URI endpoint, String secret, OutgoingConnections outgoing) {
    var credentials = new S3Credentials(BucketServer.ACCESS_KEY, secret, "");
    var connection =
        new S3Connection(new S3Settings(endpoint, "us-east-1", true, 1, credentials), outgoing);
    return new BucketObjectStore(
        location -> connection.bucket(location.scheme(), location.bucket()));
  }
}
