package io.pitwheel.objectstore.bucket;

import io.pitwheel.objectstore.ByteRange;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One bucket of a store. Errors are those of {@link io.pitwheel.objectstore.ObjectStore} and name
 * the store, the bucket and the key, and never a secret. Tries again, a bounded number of times,
 * what may succeed then.
 */
public interface Bucket {
  /** What is known of a key; empty when there is no such key. */
  Optional<StoredKey> find(String key);

  /**
   * The bytes of a key; closed by the caller.
   *
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND
   */
  InputStream read(String key, ByteRange range);

  /** Writes a file, in parts when it is large. */
  void write(String key, Path file);

  /** Writes a stream of any length; not closed. */
  void write(String key, InputStream bytes);

  /** Keys in the order of their bytes. */
  KeyPage list(KeyQuery query);

  /** Deletes keys, at most {@value KeyQuery#MAX_LIMIT} of them; absent ones are deleted. */
  void delete(List<String> keys);

  /** Signs requests; throws when the credentials of this store cannot sign. */
  KeySigner signer();
}
