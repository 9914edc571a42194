package io.pitwheel.objectstore.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Makes one object of its parts, as often as it is asked. An answer may be lost, and many stores
 * know an upload no longer once its object is made: then the object's tag says whether it was made
 * of these parts.
 */
record S3Completion(S3Client client, String bucket, String key) {
  private static final int NOT_FOUND = 404;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{32}");

  /**
   * @throws NoSuchUploadException when the store knows the upload no longer and the key holds no
   *     object of these parts
   */
  void complete(String upload, List<CompletedPart> parts) {
    try {
      client.completeMultipartUpload(request ->
          request
              .bucket(bucket)
              .key(key)
              .uploadId(upload)
              .multipartUpload(whole -> whole.parts(parts)));
    } catch (NoSuchUploadException exception) {
      Optional<String> expected = tagOf(parts);
      if (expected.isEmpty() || !expected.equals(tagThere())) {
        throw exception;
      }
    }
  }

  private Optional<String> tagThere() {
    try {
      return Optional.of(
          withoutQuotes(client.headObject(request -> request.bucket(bucket).key(key)).eTag()));
    } catch (S3Exception exception) {
      if (exception.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw exception;
    }
  }

  /**
   * The digest of the parts' digests and their number; empty when a part's tag is no digest, as
   * those of parts that the store encrypts with a key of the customer.
   */
  private static Optional<String> tagOf(List<CompletedPart> parts) {
    MessageDigest digest = digest();
    for (CompletedPart part : parts) {
      String tag = withoutQuotes(part.eTag());
      if (!DIGEST.matcher(tag).matches()) {
        return Optional.empty();
      }
      digest.update(HexFormat.of().parseHex(tag));
    }
    return Optional.of(HexFormat.of().formatHex(digest.digest()) + "-" + parts.size());
  }

  private static String withoutQuotes(String tag) {
    return tag.replace("\"", "");
  }

  // The stores' choice, and no secret rests on it.
  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException exception) {
      throw new IllegalStateException("every Java has MD5", exception);
    }
  }
}
