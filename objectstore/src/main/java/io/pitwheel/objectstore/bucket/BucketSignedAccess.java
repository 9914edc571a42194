package io.pitwheel.objectstore.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ContentDisposition;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.StoredPage;
import io.pitwheel.objectstore.UploadedPart;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Checks what is asked to be signed, and has the bucket's signer do it. */
final class BucketSignedAccess implements SignedAccess {
  private final Buckets buckets;

  BucketSignedAccess(Buckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public SignedRequest get(String location, Duration validity, String fileName) {
    BucketLocation place = checked(location, validity);
    String disposition = fileName.isEmpty() ? "" : ContentDisposition.attachment(fileName);
    return signer(place).get(place.key(), validity, disposition);
  }

  @Override
  public StoredPage list(String location, String position) {
    BucketLocation place = BucketLocation.orBucket(location);
    Bucket bucket = buckets.open(place);
    KeyPage page =
        bucket.list(new KeyQuery(place.folderPrefix(), false, position, KeyQuery.MAX_LIMIT));
    Stream<StoredKey> itself =
        position.isEmpty() && !place.key().isEmpty()
            ? bucket.find(place.key()).stream()
            : Stream.empty();
    return new StoredPage(
        Stream.concat(itself, page.keys().stream())
            .filter(key -> !key.isFolderMark())
            .map(key -> BucketObjectStore.stored(place, key))
            .toList(),
        page.next());
  }

  @Override
  public SignedRequest put(String location, Duration validity) {
    BucketLocation place = checked(location, validity);
    return signer(place).put(place.key(), validity);
  }

  @Override
  public String beginParts(String location) {
    BucketLocation place = BucketLocation.of(location);
    return signer(place).beginParts(place.key());
  }

  @Override
  public SignedRequest putPart(String location, String upload, int number, Duration validity) {
    BucketLocation place = checked(location, validity);
    if (number < 1 || number > MAX_PARTS) {
      throw refused(location, "part " + number, "1 to " + MAX_PARTS);
    }
    return signer(place).putPart(place.key(), upload, number, validity);
  }

  @Override
  public void completeParts(String location, String upload, List<UploadedPart> parts) {
    BucketLocation place = BucketLocation.of(location);
    if (parts.isEmpty()) {
      throw refused(location, "no part", "at least one");
    }
    signer(place).completeParts(place.key(), upload, parts);
  }

  @Override
  public void abandonParts(String location, String upload) {
    BucketLocation place = BucketLocation.of(location);
    signer(place).abandonParts(place.key(), upload);
  }

  private KeySigner signer(BucketLocation place) {
    return buckets.open(place).signer();
  }

  private static BucketLocation checked(String location, Duration validity) {
    boolean isBounded = validity.toSeconds() > 0 && validity.compareTo(MAX_VALIDITY) <= 0;
    if (!isBounded) {
      throw refused(
          location,
          "a validity of " + validity,
          "at least a second and at most %d days".formatted(MAX_VALIDITY.toDays()));
    }
    return BucketLocation.of(location);
  }

  private static PipelinesException refused(String location, String found, String expected) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "signing a request for %s: %s (expected: %s)".formatted(location, found, expected));
  }
}
