package io.pitwheel.objectstore.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A location in a bucket: {@code scheme://bucket/key}. Two texts never mean the same place, nor the
 * same local path: parts of a key are not empty, {@code .} or {@code ..}.
 *
 * @param scheme such as {@code gs}
 * @param key without a slash at either end; empty for all of the bucket
 */
public record BucketLocation(String scheme, String bucket, String key) {
  /** What stores allow, and 24 bytes less than any of them. */
  private static final int MAX_KEY_BYTES = 1024;

  private static final Pattern FORM =
      Pattern.compile(
          "([a-z][a-z0-9]{0,15})://([A-Za-z0-9][A-Za-z0-9._-]{0,254})(?:/(.*))?", Pattern.DOTALL);
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  /**
   * Reads the location of an object or a folder.
   *
   * @throws PipelinesException INVALID_ARGUMENT with the location and what was expected
   */
  public static BucketLocation of(String location) {
    BucketLocation place = orBucket(location);
    if (place.key.isEmpty()) {
      throw refused(location, "a key after the bucket");
    }
    return place;
  }

  /** The same; a bucket alone is taken too. */
  public static BucketLocation orBucket(String location) {
    Matcher matcher = FORM.matcher(location);
    if (!matcher.matches()) {
      throw refused(location, "scheme://bucket/key");
    }
    String rest = matcher.group(3) == null ? "" : matcher.group(3);
    String key = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    if (!key.isEmpty() || !rest.isEmpty()) {
      requireUnmistakable(location, key);
    }
    return new BucketLocation(matcher.group(1), matcher.group(2), key);
  }

  private static void requireUnmistakable(String location, String key) {
    for (String part : key.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw refused(location, "no part of the key that is empty, . or ..");
      }
    }
    if (CONTROL.matcher(key).find()) {
      throw refused(location, "no control character in the key");
    }
    int length = key.getBytes(UTF_8).length;
    if (length > MAX_KEY_BYTES) {
      throw refused(
          location, "a key of at most %d bytes, and not %d".formatted(MAX_KEY_BYTES, length));
    }
  }

  /** The same bucket, another key. */
  BucketLocation withKey(String newKey) {
    return new BucketLocation(scheme, bucket, newKey);
  }

  /** What the keys of everything in this folder begin with. */
  String folderPrefix() {
    return key.isEmpty() ? "" : key + "/";
  }

  /** Where a copy belongs below a folder: the tree in which KFP's SDK looks for artifacts. */
  public Path below(Path folder) {
    String top = scheme.equals("gs") ? "gcs" : scheme;
    return folder.resolve(top).resolve(bucket).resolve(key);
  }

  /** As {@link #of} reads it. */
  @Override
  public String toString() {
    return scheme + "://" + bucket + "/" + key;
  }

  private static PipelinesException refused(String location, String expected) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "location: %s (expected: %s)"
            .formatted(CONTROL.matcher(location).replaceAll("?"), expected));
  }
}
