package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.objectstore.bucket.KeySigner;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** Signs requests for one bucket, without asking the store. */
final class S3Signer implements KeySigner {
  private final S3Client client;
  private final S3Presigner presigner;
  private final String bucket;
  private final S3Trouble trouble;

  S3Signer(S3Client client, S3Presigner presigner, String bucket, S3Trouble trouble) {
    this.client = client;
    this.presigner = presigner;
    this.bucket = bucket;
    this.trouble = trouble;
  }

  @Override
  public SignedRequest get(String key, Duration validity, String disposition) {
    return signed(
        key,
        () ->
            presigner.presignGetObject(signing ->
                signing
                    .signatureDuration(validity)
                    .getObjectRequest(request ->
                        request
                            .bucket(bucket)
                            .key(key)
                            .responseContentDisposition(
                                disposition.isEmpty() ? null : disposition))));
  }

  @Override
  public SignedRequest put(String key, Duration validity) {
    return signed(
        key,
        () ->
            presigner.presignPutObject(signing ->
                signing
                    .signatureDuration(validity)
                    .putObjectRequest(request -> request.bucket(bucket).key(key))));
  }

  @Override
  public String beginParts(String key) {
    try {
      return client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    } catch (SdkException exception) {
      throw trouble.at("beginning the parts of", key, exception);
    }
  }

  @Override
  public SignedRequest putPart(String key, String upload, int number, Duration validity) {
    return signed(
        key,
        () ->
            presigner.presignUploadPart(signing ->
                signing
                    .signatureDuration(validity)
                    .uploadPartRequest(request ->
                        request.bucket(bucket).key(key).uploadId(upload).partNumber(number))));
  }

  @Override
  public void completeParts(String key, String upload, List<UploadedPart> parts) {
    List<CompletedPart> all =
        parts.stream()
            .map(part -> CompletedPart.builder().partNumber(part.number()).eTag(part.tag()).build())
            .toList();
    try {
      new S3Completion(client, bucket, key).complete(upload, all);
    } catch (SdkException exception) {
      throw trouble.at("completing the parts of", key, exception);
    }
  }

  @Override
  public void abandonParts(String key, String upload) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (NoSuchUploadException _) {
      // Given up before, or completed.
    } catch (SdkException exception) {
      throw trouble.at("giving up the parts of", key, exception);
    }
  }

  private SignedRequest signed(String key, Supplier<PresignedRequest> signing) {
    try {
      PresignedRequest request = signing.get();
      Map<String, String> headers = new TreeMap<>();
      request
          .signedHeaders()
          .forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host")) {
              headers.put(name, String.join(",", values));
            }
          });
      return new SignedRequest(
          request.httpRequest().method().name(),
          URI.create(request.url().toString()),
          headers,
          request.expiration());
    } catch (SdkException exception) {
      throw trouble.at("signing a request for", key, exception);
    }
  }
}
