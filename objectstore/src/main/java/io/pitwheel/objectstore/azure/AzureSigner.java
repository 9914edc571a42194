package io.pitwheel.objectstore.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.objectstore.bucket.KeySigner;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Signs requests for one container. Parts are blocks whose names are made of the upload's and the
 * part's number; what is not completed vanishes by itself after a week.
 */
final class AzureSigner implements KeySigner {
  private final BlobContainerClient container;
  private final AzureTrouble trouble;

  AzureSigner(BlobContainerClient container, AzureTrouble trouble) {
    this.container = container;
    this.trouble = trouble;
  }

  @Override
  public SignedRequest get(String key, Duration validity, String disposition) {
    OffsetDateTime expiry = expiry(validity);
    var values =
        new BlobServiceSasSignatureValues(expiry, new BlobSasPermission().setReadPermission(true));
    if (!disposition.isEmpty()) {
      values.setContentDisposition(disposition);
    }
    return signed("GET", key, values, "", Map.of());
  }

  @Override
  public SignedRequest put(String key, Duration validity) {
    OffsetDateTime expiry = expiry(validity);
    return signed("PUT", key, writing(expiry), "", Map.of("x-ms-blob-type", "BlockBlob"));
  }

  @Override
  public String beginParts(String key) {
    return UUID.randomUUID().toString();
  }

  @Override
  public SignedRequest putPart(String key, String upload, int number, Duration validity) {
    OffsetDateTime expiry = expiry(validity);
    String block = URLEncoder.encode(block(upload, number), UTF_8);
    return signed("PUT", key, writing(expiry), "&comp=block&blockid=" + block, Map.of());
  }

  @Override
  public void completeParts(String key, String upload, List<UploadedPart> parts) {
    List<String> blocks = parts.stream().map(part -> block(upload, part.number())).toList();
    try {
      blob(key).getBlockBlobClient().commitBlockList(blocks, true);
    } catch (RuntimeException exception) {
      throw trouble.at("completing the parts of", key, exception);
    }
  }

  @Override
  public void abandonParts(String key, String upload) {
    // Blocks without a list are deleted by the store after a week; there is no call for it.
  }

  private BlobClient blob(String key) {
    return container.getBlobClient(key);
  }

  private static BlobServiceSasSignatureValues writing(OffsetDateTime expiry) {
    return new BlobServiceSasSignatureValues(
        expiry, new BlobSasPermission().setCreatePermission(true).setWritePermission(true));
  }

  private SignedRequest signed(
      String method,
      String key,
      BlobServiceSasSignatureValues values,
      String query,
      Map<String, String> headers) {
    try {
      BlobClient blob = blob(key);
      String signature = blob.generateSas(values);
      URI uri = URI.create(blob.getBlobUrl() + "?" + signature + query);
      return new SignedRequest(method, uri, headers, values.getExpiryTime().toInstant());
    } catch (RuntimeException exception) {
      throw trouble.at("signing a request for", key, exception);
    }
  }

  private static OffsetDateTime expiry(Duration validity) {
    return OffsetDateTime.now(ZoneOffset.UTC).plus(validity);
  }

  /** All of the same length, as the store wants it. */
  private static String block(String upload, int number) {
    String name = "%s-%05d".formatted(upload, number);
    return Base64.getEncoder().encodeToString(name.getBytes(UTF_8));
  }
}
