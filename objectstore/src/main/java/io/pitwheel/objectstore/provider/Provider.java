package io.pitwheel.objectstore.provider;

import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import java.util.Map;

/** One cloud, as it is set up here. Opening a bucket asks nothing of the store. */
public interface Provider {
  /**
   * @throws io.pitwheel.failure.PipelinesException FAILED_PRECONDITION, naming the file or the
   *     variable, for credentials that are not there
   */
  Bucket open(BucketLocation location);

  /**
   * What holds for a location, by the names that a pipeline root's query has for it, such as {@code
   * endpoint}; nothing secret.
   */
  Map<String, String> shown(BucketLocation location);
}
