package io.pitwheel.objectstore;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the bytes of artifacts and logs by location. A location is a uri, or an absolute path in
 * the store of one machine (user code there opens the uri itself). Every method is repeatable.
 * Implementations are safe for use by many threads and pass {@code ObjectStoreContract}.
 *
 * <p>What stands at a location is an object, or a folder: all objects whose location begins with it
 * and a slash. Nothing here holds an object in memory, whatever its size.
 *
 * <p>Errors: {@code INVALID_ARGUMENT} for a location outside the store or one that could be
 * mistaken for another (empty parts, {@code .}, {@code ..}, NUL), {@code NOT_FOUND}, {@code
 * FAILED_PRECONDITION} for a store that is set up wrongly (no such bucket, no credentials, a
 * certificate nobody vouches for), {@code PERMISSION_DENIED}, {@code RESOURCE_EXHAUSTED} for a full
 * disk, {@code UNAVAILABLE} when the store does not answer after a bounded number of tries.
 */
public interface ObjectStore {
  /** Whether an object, or a folder of objects, stands at the location. */
  boolean exists(String location);

  /** What is known of the object at the location; empty for a folder and when nothing is there. */
  Optional<StoredObject> find(String location);

  /**
   * Makes what stands at the location readable at a local path: a file, or a folder. Below {@code
   * intoFolder}, which is made if need be, unless it is readable where it is. Two locations never
   * share a path.
   */
  Path stage(String location, Path intoFolder);

  /** Where a task may write what will become the object at the location; its parent exists. */
  Path prepareOutput(String location, Path workFolder);

  /**
   * Publishes what was written at the prepared path, a file or a folder, in place of what stood
   * there. Links become what they lead to. Does nothing when it is in its place.
   */
  void publish(Path written, String location);

  /**
   * The bytes of an object; closed by the caller.
   *
   * @param range a part of it; one that begins at its end or later is empty
   */
  InputStream read(String location, ByteRange range);

  /**
   * Writes one object, in place of the one that stood there. Readers see all of it or nothing.
   *
   * @param bytes read once to its end, and not closed; of any length
   */
  void write(String location, InputStream bytes);

  /** Deletes the object, or the folder of objects. An absent one is success. */
  void delete(String location);

  /** The locations directly below a prefix, in byte order, at most {@code limit} of them. */
  List<String> list(String prefix, int limit);

  /**
   * All objects at or below a location, at any depth and in no promised order; fetched as they are
   * asked for. Closed by the caller.
   */
  Stream<StoredObject> walk(String location);

  /**
   * How somebody without credentials may reach what is at the location; empty for a store that has
   * no such way, as a folder.
   */
  Optional<SignedAccess> signedAccess(String location);
}
