package io.pitwheel.driver.rerun;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An object store that says of everything that it is there.
 *
 * @param lost but for these locations
 */
record KeptObjects(Set<String> lost) implements ObjectStore {
  @Override
  public boolean exists(String location) {
    return !lost.contains(location);
  }

  @Override
  public Path stage(String location, Path intoFolder) {
    throw new AssertionError("a plan stages nothing");
  }

  @Override
  public Path prepareOutput(String location, Path workFolder) {
    throw new AssertionError("a plan makes nothing");
  }

  @Override
  public void publish(Path written, String location) {
    throw new AssertionError("a plan publishes nothing");
  }

  @Override
  public void delete(String location) {
    throw new AssertionError("a plan deletes nothing");
  }

  @Override
  public List<String> list(String prefix, int limit) {
    throw new AssertionError("a plan lists nothing");
  }

  @Override
  public Optional<StoredObject> find(String location) {
    throw new AssertionError("nothing is looked for");
  }

  @Override
  public InputStream read(String location, ByteRange range) {
    throw new AssertionError("nothing is read");
  }

  @Override
  public void write(String location, InputStream bytes) {
    throw new AssertionError("nothing is written");
  }

  @Override
  public Stream<StoredObject> walk(String location) {
    throw new AssertionError("nothing is walked through");
  }

  @Override
  public Optional<SignedAccess> signedAccess(String location) {
    throw new AssertionError("nothing is signed");
  }
}
