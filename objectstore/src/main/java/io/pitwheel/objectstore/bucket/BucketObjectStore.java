package io.pitwheel.objectstore.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.StoredObject;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.objectstore.folder.Utf8Order;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Objects and folders in buckets. A folder is what its objects' keys begin with; one without any is
 * kept as a key that ends in a slash.
 */
public final class BucketObjectStore implements ObjectStore {
  /** What {@link #list} looks at before it sorts. */
  private static final int MAX_LISTED = 10_000;

  private final Buckets buckets;

  public BucketObjectStore(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public boolean exists(String location) {
    BucketLocation place = BucketLocation.of(location);
    Bucket bucket = buckets.open(place);
    return bucket.find(place.key()).isPresent()
        || !bucket.list(KeyQuery.deep(place.folderPrefix(), 1)).isEmpty();
  }

  @Override
  public Optional<StoredObject> find(String location) {
    BucketLocation place = BucketLocation.of(location);
    return buckets.open(place).find(place.key()).map(key -> stored(place, key));
  }

  @Override
  public Path stage(String location, Path intoFolder) {
    BucketLocation place = BucketLocation.of(location);
    Path target = place.below(intoFolder);
    new Download(buckets.open(place), place).to(target);
    return target;
  }

  @Override
  public Path prepareOutput(String location, Path workFolder) {
    Path path = BucketLocation.of(location).below(workFolder);
    try {
      Files.createDirectories(path.getParent());
    } catch (IOException exception) {
      throw FileTrouble.at(path, "making a folder for an object", exception);
    }
    return path;
  }

  @Override
  public void publish(Path written, String location) {
    BucketLocation place = BucketLocation.of(location);
    new Upload(buckets.open(place), place).from(written);
  }

  @Override
  public InputStream read(String location, ByteRange range) {
    BucketLocation place = BucketLocation.of(location);
    return buckets.open(place).read(place.key(), range);
  }

  @Override
  public void write(String location, InputStream bytes) {
    BucketLocation place = BucketLocation.of(location);
    Bucket bucket = buckets.open(place);
    Deletion.allBelow(bucket, place.folderPrefix());
    bucket.write(place.key(), bytes);
  }

  @Override
  public void delete(String location) {
    BucketLocation place = BucketLocation.of(location);
    Bucket bucket = buckets.open(place);
    if (bucket.find(place.key()).isPresent()) {
      bucket.delete(List.of(place.key()));
    }
    Deletion.allBelow(bucket, place.folderPrefix());
  }

  @Override
  public List<String> list(String prefix, int limit) {
    BucketLocation place = BucketLocation.orBucket(prefix);
    Bucket bucket = buckets.open(place);
    var locations = new TreeSet<>(Utf8Order.INSTANCE);
    KeyQuery query = KeyQuery.flat(place.folderPrefix());
    boolean goesOn = true;
    while (goesOn) {
      KeyPage page = bucket.list(query);
      for (StoredKey key : page.keys()) {
        if (!key.isFolderMark()) {
          locations.add(place.withKey(key.key()).toString());
        }
      }
      for (String folder : page.folders()) {
        locations.add(place.withKey(folder.substring(0, folder.length() - 1)).toString());
      }
      goesOn = !page.isLast() && locations.size() < MAX_LISTED;
      query = query.following(page);
    }
    var first = new ArrayList<>(locations);
    return List.copyOf(first.subList(0, Math.min(limit, first.size())));
  }

  @Override
  public Stream<StoredObject> walk(String location) {
    BucketLocation place = BucketLocation.orBucket(location);
    Bucket bucket = buckets.open(place);
    Stream<StoredKey> itself =
        place.key().isEmpty() ? Stream.empty() : bucket.find(place.key()).stream();
    return Stream.concat(itself, Keys.below(bucket, place.folderPrefix()))
        .filter(key -> !key.isFolderMark())
        .map(key -> stored(place, key));
  }

  @Override
  public Optional<SignedAccess> signedAccess(String location) {
    buckets.open(BucketLocation.orBucket(location));
    return Optional.of(new BucketSignedAccess(buckets));
  }

  static StoredObject stored(BucketLocation place, StoredKey key) {
    return new StoredObject(place.withKey(key.key()).toString(), key.size(), key.modifiedAt());
  }

  /** What is said of a location at which nothing is. */
  static PipelinesException nothingAt(BucketLocation place) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND,
        "staging an object: nothing stands at %s (expected: an object or a folder)"
            .formatted(place));
  }
}
