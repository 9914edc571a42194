package io.pitwheel.server.metrics;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** An object store of which is counted how much went into large values. */
final class CountingObjectStore implements ObjectStore {
  /** How the folders of large values begin, wherever they are. */
  private static final String LARGE = "/large-";

  private final ObjectStore objects;
  private final LongAdder spilledBytes;

  CountingObjectStore(ObjectStore objects, LongAdder spilledBytes) {
    this.objects = objects;
    this.spilledBytes = spilledBytes;
  }

  @Override
  public void write(String location, InputStream bytes) {
    objects.write(location, location.contains(LARGE) ? new Counted(bytes) : bytes);
  }

  /** Adds up what is read of a stream. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      spilledBytes.add(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int count = super.read(into, offset, length);
      spilledBytes.add(Math.max(0, count));
      return count;
    }
  }

  @Override
  public boolean exists(String location) {
    return objects.exists(location);
  }

  @Override
  public Optional<StoredObject> find(String location) {
    return objects.find(location);
  }

  @Override
  public Path stage(String location, Path intoFolder) {
    return objects.stage(location, intoFolder);
  }

  @Override
  public Path prepareOutput(String location, Path workFolder) {
    return objects.prepareOutput(location, workFolder);
  }

  @Override
  public void publish(Path written, String location) {
    objects.publish(written, location);
  }

  @Override
  public InputStream read(String location, ByteRange range) {
    return objects.read(location, range);
  }

  @Override
  public void delete(String location) {
    objects.delete(location);
  }

  @Override
  public List<String> list(String prefix, int limit) {
    return objects.list(prefix, limit);
  }

  @Override
  public Stream<StoredObject> walk(String location) {
    return objects.walk(location);
  }

  @Override
  public Optional<SignedAccess> signedAccess(String location) {
    return objects.signedAccess(location);
  }
}
