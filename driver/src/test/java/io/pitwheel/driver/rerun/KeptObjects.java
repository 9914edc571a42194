package io.pitwheel.driver.rerun;

import io.pitwheel.objectstore.ObjectStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

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
}
