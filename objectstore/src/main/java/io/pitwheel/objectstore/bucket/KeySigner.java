package io.pitwheel.objectstore.bucket;

import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.UploadedPart;
import java.time.Duration;
import java.util.List;

/** Signs requests for keys of one bucket, as {@link io.pitwheel.objectstore.SignedAccess}. */
public interface KeySigner {
  /**
   * @param disposition a {@code Content-Disposition}; empty for none
   */
  SignedRequest get(String key, Duration validity, String disposition);

  SignedRequest put(String key, Duration validity);

  String beginParts(String key);

  SignedRequest putPart(String key, String upload, int number, Duration validity);

  void completeParts(String key, String upload, List<UploadedPart> parts);

  void abandonParts(String key, String upload);
}
