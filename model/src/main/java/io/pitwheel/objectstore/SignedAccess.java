package io.pitwheel.objectstore;

import java.time.Duration;
import java.util.List;

/**
 * Requests that anybody may make for a while, each for one object. Signing asks nothing of the
 * store, so that a request for what is not there is signed too.
 *
 * <p>An object of more than a few gigabytes is written in parts: {@link #beginParts}, one {@link
 * #putPart} each, asked for when it is needed, {@link #completeParts}. All but the last part are at
 * least {@value #MIN_PART_BYTES} bytes; at most {@value #MAX_PARTS} make an object.
 *
 * <p>Errors: as of {@link ObjectStore}; {@code INVALID_ARGUMENT} also for a validity that is not
 * above zero and at most {@link #MAX_VALIDITY}.
 */
public interface SignedAccess {
  /** What stores agree on. */
  Duration MAX_VALIDITY = Duration.ofDays(7);

  int MIN_PART_BYTES = 5 * 1024 * 1024;
  int MAX_PARTS = 10_000;

  /**
   * Reads an object, whole or by a {@code Range} header.
   *
   * @param fileName what a browser is told to save it as; empty for nothing said
   */
  SignedRequest get(String location, Duration validity, String fileName);

  /**
   * Lists a page of the objects at and below a location, for who is to read them so.
   *
   * @param position empty for the first page, else {@code next} of the page before
   */
  StoredPage list(String location, String position);

  /** Writes an object whole. */
  SignedRequest put(String location, Duration validity);

  /**
   * Begins an object in parts.
   *
   * @return the upload's name, for the methods that follow
   */
  String beginParts(String location);

  /**
   * Writes one part; what the answer says as its {@code ETag} belongs to {@link #completeParts}.
   *
   * @param number from 1 to {@value #MAX_PARTS}
   */
  SignedRequest putPart(String location, String upload, int number, Duration validity);

  /**
   * Makes the object of its parts. May be repeated, since an answer may be lost: where the object
   * was made of these parts already, that is success.
   *
   * @param parts in the order of their numbers
   */
  void completeParts(String location, String upload, List<UploadedPart> parts);

  /** Gives up an object in parts and what was written of it. An absent one is success. */
  void abandonParts(String location, String upload);
}
