package io.pitwheel.launcher.pod;

import io.pitwheel.launcher.bucket.Patience;
import io.pitwheel.launcher.bucket.PodBuckets;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import java.nio.file.Path;

/**
 * Buckets of which a pod has no credentials: the server lists, and signs each request.
 *
 * @param calls with the patience that is wanted of all that is done
 * @param http sends the signed requests
 * @param spool for streams whose length is not known yet; exists
 * @param partBytes of what is larger than this, parts are written
 */
record SignedBuckets(ServerCalls calls, PlainHttp http, PodTask task, Path spool, long partBytes)
    implements PodBuckets {
  /** What a part is, of objects that are not so large that it takes too many. */
  static final long PART_BYTES = 64L * 1024 * 1024;

  /** The same with another patience. */
  SignedBuckets with(Patience other) {
    return new SignedBuckets(calls.with(other), http, task, spool, partBytes);
  }

  /** The same, reached in another way. */
  SignedBuckets by(PlainHttp other) {
    return new SignedBuckets(calls, other, task, spool, partBytes);
  }

  @Override
  public void writeBeginning(String location, Path file, long length) {
    new SignedUpload(with(Patience.none()), location).writeBeginning(file, length);
  }

  @Override
  public Bucket open(BucketLocation location) {
    return new SignedBucket(this, location.scheme() + "://" + location.bucket() + "/");
  }
}
