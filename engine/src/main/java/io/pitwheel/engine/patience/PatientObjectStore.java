package io.pitwheel.engine.patience;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.StoredObject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects in a store that may be away for a while: a run waits for it and does not fail. What is
 * written from a stream that can be read only once is tried once.
 */
public record PatientObjectStore(ObjectStore store, StorePatience patience) implements ObjectStore {
  @Override
  public boolean exists(String location) {
    return patience.insist(() -> store.exists(location));
  }

  @Override
  public Optional<StoredObject> find(String location) {
    return patience.insist(() -> store.find(location));
  }

  @Override
  public Path stage(String location, Path intoFolder) {
    return patience.insist(() -> store.stage(location, intoFolder));
  }

  @Override
  public Path prepareOutput(String location, Path workFolder) {
    return patience.insist(() -> store.prepareOutput(location, workFolder));
  }

  @Override
  public void publish(Path written, String location) {
    var _ =
        patience.insist(() -> {
          store.publish(written, location);
          return true;
        });
  }

  @Override
  public InputStream read(String location, ByteRange range) {
    return patience.insist(() -> store.read(location, range));
  }

  @Override
  public void write(String location, InputStream bytes) {
    if (bytes instanceof ByteArrayInputStream repeatable) {
      var _ =
          patience.insist(() -> {
            repeatable.reset();
            store.write(location, repeatable);
            return true;
          });
    } else {
      store.write(location, bytes);
    }
  }

  @Override
  public void delete(String location) {
    var _ =
        patience.insist(() -> {
          store.delete(location);
          return true;
        });
  }

  @Override
  public List<String> list(String prefix, int limit) {
    return patience.insist(() -> store.list(prefix, limit));
  }

  @Override
  public Stream<StoredObject> walk(String location) {
    return patience.insist(() -> store.walk(location));
  }

  @Override
  public Optional<SignedAccess> signedAccess(String location) {
    return patience.insist(() -> store.signedAccess(location));
  }
}
