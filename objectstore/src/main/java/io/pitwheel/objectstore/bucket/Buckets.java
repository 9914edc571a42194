package io.pitwheel.objectstore.bucket;

/** Finds the bucket of a location, with the settings and credentials that are for it. */
@FunctionalInterface
public interface Buckets {
  /**
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT for a scheme that is not
   *     served; FAILED_PRECONDITION when credentials are missing
   */
  Bucket open(BucketLocation location);
}
