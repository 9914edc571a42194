package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.bucket.Spool;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.KeyPage;
import io.pitwheel.objectstore.bucket.KeyQuery;
import io.pitwheel.objectstore.bucket.KeySigner;
import io.pitwheel.objectstore.bucket.StoredKey;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One bucket, as far as the task may see it.
 *
 * @param root scheme and bucket, with a slash at the end
 */
record SignedBucket(SignedBuckets buckets, String root) implements Bucket {
  private static final String TRIED = "reading from the object store";

  @Override
  public Optional<StoredKey> find(String key) {
    // An object comes before what is below it.
    return page(new KeyQuery(key, false, "", KeyQuery.MAX_LIMIT)).keys().stream()
        .filter(found -> found.key().equals(key))
        .findFirst();
  }

  @Override
  public InputStream read(String key, ByteRange range) {
    if (range.length() == 0) {
      return InputStream.nullInputStream();
    }
    String location = root + key;
    return buckets
        .calls()
        .patience()
        .until(TRIED, () -> new SignedObject(buckets, location).get(range));
  }

  @Override
  public void write(String key, Path file) {
    new SignedUpload(buckets, root + key).write(file);
  }

  /** A mark of an empty folder is left out: no request for one can be signed. */
  @Override
  public void write(String key, InputStream bytes) {
    if (key.endsWith("/")) {
      return;
    }
    new Spool(buckets.spool()).send(bytes, file -> write(key, file));
  }

  @Override
  public KeyPage list(KeyQuery query) {
    KeyPage page = page(query);
    List<StoredKey> keys =
        page.keys().stream().filter(key -> key.key().startsWith(query.prefix())).toList();
    return query.isFlat()
        ? flat(query.prefix(), keys, page.next())
        : new KeyPage(keys, List.of(), page.next());
  }

  /** Nobody but the server deletes; an attempt's place is its own, and empty when it begins. */
  @Override
  public void delete(List<String> keys) {
    throw new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "deleting %s (expected: a place at which nothing stands, for a pod has no right to delete)"
            .formatted(root + keys.getFirst()));
  }

  @Override
  public KeySigner signer() {
    throw new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "signing a request for %s (expected: the server, which alone can)".formatted(root));
  }

  /** One page of what stands at or below the folder or object that a prefix names. */
  private KeyPage page(KeyQuery query) {
    String prefix = query.prefix();
    String place = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    JsonObject answer = ask(root + place, query.next());
    return new KeyPage(
        answer.members().get("objects") instanceof JsonList(var objects)
            ? objects.stream().flatMap(object -> keyOf(object).stream()).toList()
            : List.of(),
        List.of(),
        answer.members().get("next_page_token") instanceof JsonText(String next) ? next : "");
  }

  // What is not the task's is, for the task, not in the store: it may name it all the same.
  private JsonObject ask(String location, String next) {
    JsonObject request =
        buckets
            .task()
            .members()
            .put("location", location)
            .putUnlessEmpty("page_token", next)
            .build();
    try {
      return buckets.calls().call("list", "listing " + location, request);
    } catch (PipelinesException exception) {
      throw exception.code() == ErrorCode.PERMISSION_DENIED
          ? new PipelinesException(
              ErrorCode.INVALID_ARGUMENT, String.valueOf(exception.getMessage()), exception)
          : exception;
    }
  }

  private Optional<StoredKey> keyOf(JsonValue value) {
    return value instanceof JsonObject object
            && object.members().get("location") instanceof JsonText(String location)
            && location.startsWith(root)
        ? Optional.of(
            new StoredKey(
                location.substring(root.length()),
                sizeOf(object.members().get("size")),
                Instant.EPOCH))
        : Optional.empty();
  }

  // Whole numbers of 64 bits are texts in the JSON of protocol buffers.
  private static long sizeOf(@org.jspecify.annotations.Nullable JsonValue size) {
    return switch (size) {
      case JsonNumber(double number) -> (long) number;
      case JsonText(String digits) -> Long.parseLong(digits);
      case null, default -> 0;
    };
  }

  private static KeyPage flat(String prefix, List<StoredKey> keys, String next) {
    var files = new ArrayList<StoredKey>();
    var folders = new TreeSet<String>();
    for (StoredKey key : keys) {
      int slash = key.key().indexOf('/', prefix.length());
      if (slash < 0) {
        files.add(key);
      } else {
        folders.add(key.key().substring(0, slash + 1));
      }
    }
    return new KeyPage(files, List.copyOf(folders), next);
  }
}
