package io.pitwheel.launcher.bucket;

import io.pitwheel.objectstore.bucket.Buckets;
import java.nio.file.Path;

/** Buckets as far as the task of a pod may see them, with all patience for who does not answer. */
public interface PodBuckets extends Buckets {
  /**
   * Writes the first bytes of a file that grows, tried once.
   *
   * @param location of the object
   */
  void writeBeginning(String location, Path file, long length);
}
