package io.pitwheel.objectstore;

import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the bytes of artifacts and logs by location. A location is a uri, or an absolute path in
 * the store of one machine (user code there opens the uri itself). Every method is repeatable.
 * Implementations are safe for use by many threads and pass {@code ObjectStoreContract}.
 *
 * <p>Errors: {@code INVALID_ARGUMENT} for a location outside the store, {@code NOT_FOUND}, {@code
 * RESOURCE_EXHAUSTED} for a full disk, {@code UNAVAILABLE} when the store does not answer.
 */
public interface ObjectStore {
  /** Whether an object, or a folder of objects, stands at the location. */
  boolean exists(String location);

  /** Makes what stands at the location readable at a local path: a file, or a folder. */
  Path stage(String location, Path intoFolder);

  /** Where a task may write what will become the object at the location; its parent exists. */
  Path prepareOutput(String location, Path workFolder);

  /** Publishes what was written at the prepared path. Does nothing when it is in its place. */
  void publish(Path written, String location);

  /** Deletes the object, or the folder of objects. An absent one is success. */
  void delete(String location);

  /** The locations directly below a prefix, in byte order, at most {@code limit} of them. */
  List<String> list(String prefix, int limit);
}
