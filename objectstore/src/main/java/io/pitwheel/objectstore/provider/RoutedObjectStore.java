package io.pitwheel.objectstore.provider;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.StoredObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Two stores as one: uris belong to buckets, paths to a folder. */
public final class RoutedObjectStore implements ObjectStore {
  private final ObjectStore folder;
  private final ObjectStore buckets;

  public RoutedObjectStore(ObjectStore folder, ObjectStore buckets) {
    this.folder = folder;
    this.buckets = buckets;
  }

  /** Whether a location is a uri. */
  public static boolean isUri(String location) {
    return location.contains("://") && !location.startsWith("/");
  }

  @Override
  public boolean exists(String location) {
    return of(location).exists(location);
  }

  @Override
  public Optional<StoredObject> find(String location) {
    return of(location).find(location);
  }

  @Override
  public Path stage(String location, Path intoFolder) {
    return of(location).stage(location, intoFolder);
  }

  @Override
  public Path prepareOutput(String location, Path workFolder) {
    return of(location).prepareOutput(location, workFolder);
  }

  @Override
  public void publish(Path written, String location) {
    of(location).publish(written, location);
  }

  @Override
  public InputStream read(String location, ByteRange range) {
    return of(location).read(location, range);
  }

  @Override
  public void write(String location, InputStream bytes) {
    of(location).write(location, bytes);
  }

  @Override
  public void delete(String location) {
    of(location).delete(location);
  }

  @Override
  public List<String> list(String prefix, int limit) {
    return of(prefix).list(prefix, limit);
  }

  @Override
  public Stream<StoredObject> walk(String location) {
    return of(location).walk(location);
  }

  @Override
  public Optional<SignedAccess> signedAccess(String location) {
    return of(location).signedAccess(location);
  }

  private ObjectStore of(String location) {
    return isUri(location) ? buckets : folder;
  }
}
