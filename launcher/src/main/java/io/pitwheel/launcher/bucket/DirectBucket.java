package io.pitwheel.launcher.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.KeyPage;
import io.pitwheel.objectstore.bucket.KeyQuery;
import io.pitwheel.objectstore.bucket.KeySigner;
import io.pitwheel.objectstore.bucket.StoredKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One bucket, as far as the task may see it.
 *
 * @param inner with all that the credentials allow
 * @param root scheme and bucket, with a slash at the end
 * @param patience for a store that does not answer
 * @param spool for streams, which could not be sent again
 */
record DirectBucket(Bucket inner, String root, TaskReach reach, Patience patience, Spool spool)
    implements Bucket {
  private static final String READING = "reading from the object store";
  private static final String WRITING = "writing to the object store";

  @Override
  public Optional<StoredKey> find(String key) {
    requireReadable(key);
    return patiently(READING, () -> inner.find(key));
  }

  @Override
  public InputStream read(String key, ByteRange range) {
    requireReadable(key);
    return patiently(READING, () -> inner.read(key, range));
  }

  @Override
  public void write(String key, Path file) {
    requireWritable(key);
    var _ =
        patiently(
            WRITING,
            () -> {
              inner.write(key, file);
              return key;
            });
  }

  @Override
  public void write(String key, InputStream bytes) {
    spool.send(bytes, file -> write(key, file));
  }

  @Override
  public KeyPage list(KeyQuery query) {
    requireReadable(query.prefix());
    return patiently(READING, () -> inner.list(query));
  }

  @Override
  public void delete(List<String> keys) {
    keys.forEach(this::requireWritable);
    var _ =
        patiently(
            WRITING,
            () -> {
              inner.delete(keys);
              return keys;
            });
  }

  @Override
  public KeySigner signer() {
    throw new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "signing a request for %s (expected: the server, which alone hands them out)"
            .formatted(root));
  }

  private <T> T patiently(String tried, Supplier<T> trying) {
    return patience.until(
        tried,
        () -> {
          try {
            return trying.get();
          } catch (PipelinesException exception) {
            if (exception.code() == ErrorCode.UNAVAILABLE) {
              throw TransientException.away(String.valueOf(exception.getMessage()));
            }
            throw exception;
          }
        });
  }

  // What is not the task's is, for the task, not in the store: it may name it all the same.
  private void requireReadable(String key) {
    if (!reach.mayRead(locationOf(key))) {
      throw refused(ErrorCode.INVALID_ARGUMENT, "reading", key);
    }
  }

  private void requireWritable(String key) {
    if (!reach.mayWrite(locationOf(key))) {
      throw refused(ErrorCode.PERMISSION_DENIED, "writing", key);
    }
  }

  // A folder is asked for by what its keys begin with.
  private String locationOf(String key) {
    return root + (key.endsWith("/") ? key.substring(0, key.length() - 1) : key);
  }

  private PipelinesException refused(ErrorCode code, String tried, String key) {
    return new PipelinesException(
        code,
        "%s %s: the task may not (expected: at or below its own inputs, outputs or log)"
            .formatted(tried, root + key));
  }
}
