package io.pitwheel.objectstore.gcs;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.KeyPage;
import io.pitwheel.objectstore.bucket.KeyQuery;
import io.pitwheel.objectstore.bucket.KeySigner;
import io.pitwheel.objectstore.bucket.StoredKey;
import io.pitwheel.objectstore.bucket.Transfers;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A bucket that is called with tokens, whose signed requests a service account signs. */
record GcsBucket(Bucket calls, GcsRequestSigner requests) implements Bucket {
  @Override
  public Optional<StoredKey> find(String key) {
    return calls.find(key);
  }

  @Override
  public InputStream read(String key, ByteRange range) {
    return calls.read(key, range);
  }

  @Override
  public void write(String key, Path file) {
    calls.write(key, file);
  }

  @Override
  public void write(String key, InputStream bytes) {
    calls.write(key, bytes);
  }

  @Override
  public KeyPage list(KeyQuery query) {
    return calls.list(query);
  }

  @Override
  public void delete(List<String> keys) {
    // This store has no call for several.
    Transfers.doAll(
        keys.stream()
            .<Callable<Boolean>>map(key ->
                () -> {
                  calls.delete(List.of(key));
                  return true;
                })
            .toList());
  }

  @Override
  public KeySigner signer() {
    KeySigner parts = calls.signer();
    return new KeySigner() {
      @Override
      public SignedRequest get(String key, Duration validity, String disposition) {
        Map<String, String> query =
            disposition.isEmpty() ? Map.of() : Map.of("response-content-disposition", disposition);
        return requests.sign("GET", key, query, validity);
      }

      @Override
      public SignedRequest put(String key, Duration validity) {
        return requests.sign("PUT", key, Map.of(), validity);
      }

      @Override
      public SignedRequest putPart(String key, String upload, int number, Duration validity) {
        return requests.sign(
            "PUT",
            key,
            Map.of("partNumber", Integer.toString(number), "uploadId", upload),
            validity);
      }

      @Override
      public String beginParts(String key) {
        return parts.beginParts(key);
      }

      @Override
      public void completeParts(String key, String upload, List<UploadedPart> uploaded) {
        parts.completeParts(key, upload, uploaded);
      }

      @Override
      public void abandonParts(String key, String upload) {
        parts.abandonParts(key, upload);
      }
    };
  }
}
