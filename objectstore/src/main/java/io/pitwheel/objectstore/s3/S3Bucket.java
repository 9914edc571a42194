package io.pitwheel.objectstore.s3;

import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.KeyPage;
import io.pitwheel.objectstore.bucket.KeyQuery;
import io.pitwheel.objectstore.bucket.KeySigner;
import io.pitwheel.objectstore.bucket.StoredKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** One bucket. */
final class S3Bucket implements Bucket {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int RANGE_IS_EMPTY = 416;

  private final S3Client client;
  private final S3Presigner presigner;
  private final String name;
  private final S3Trouble trouble;

  S3Bucket(S3Client client, S3Presigner presigner, String name, S3Trouble trouble) {
    this.client = client;
    this.presigner = presigner;
    this.name = name;
    this.trouble = trouble;
  }

  @Override
  public Optional<StoredKey> find(String key) {
    try {
      HeadObjectResponse found = client.headObject(request -> request.bucket(name).key(key));
      return Optional.of(new StoredKey(key, found.contentLength(), found.lastModified()));
    } catch (S3Exception exception) {
      if (exception.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      if (exception.statusCode() == FORBIDDEN) {
        // This answer has no body; that of a listing says why.
        list(new KeyQuery(key, false, "", 1));
      }
      throw trouble.at("looking for", key, exception);
    } catch (SdkException exception) {
      throw trouble.at("looking for", key, exception);
    }
  }

  @Override
  public InputStream read(String key, ByteRange range) {
    if (range.length() == 0) {
      return InputStream.nullInputStream();
    }
    try {
      return client.getObject(request -> request.bucket(name).key(key).range(header(range)));
    } catch (S3Exception exception) {
      if (exception.statusCode() == RANGE_IS_EMPTY) {
        return InputStream.nullInputStream();
      }
      throw trouble.at("reading", key, exception);
    } catch (SdkException exception) {
      throw trouble.at("reading", key, exception);
    }
  }

  @org.jspecify.annotations.Nullable
  private static String header(ByteRange range) {
    if (range.equals(ByteRange.ALL)) {
      return null;
    }
    boolean isOpen = range.length() > Long.MAX_VALUE - range.offset();
    return "bytes=%d-%s"
        .formatted(range.offset(), isOpen ? "" : range.offset() + range.length() - 1);
  }

  @Override
  public void write(String key, Path file) {
    try {
      new S3Writer(client, name, key).write(file);
    } catch (SdkException exception) {
      throw trouble.at("writing", key, exception);
    }
  }

  @Override
  public void write(String key, InputStream bytes) {
    try {
      new S3Writer(client, name, key).write(bytes);
    } catch (SdkException exception) {
      throw trouble.at("writing", key, exception);
    }
  }

  @Override
  public KeyPage list(KeyQuery query) {
    try {
      ListObjectsV2Response page =
          client.listObjectsV2(request ->
              request
                  .bucket(name)
                  .prefix(query.prefix())
                  .delimiter(query.isFlat() ? "/" : null)
                  .continuationToken(query.next().isEmpty() ? null : query.next())
                  .maxKeys(query.limit()));
      return new KeyPage(
          page.contents().stream()
              .map(object -> new StoredKey(object.key(), object.size(), object.lastModified()))
              .toList(),
          page.commonPrefixes().stream().map(CommonPrefix::prefix).toList(),
          page.nextContinuationToken() == null ? "" : page.nextContinuationToken());
    } catch (SdkException exception) {
      throw trouble.at("listing", query.prefix(), exception);
    }
  }

  @Override
  public void delete(List<String> keys) {
    try {
      if (keys.size() == 1) {
        client.deleteObject(request -> request.bucket(name).key(keys.getFirst()));
      } else {
        deleteMany(keys);
      }
    } catch (SdkException exception) {
      throw trouble.at("deleting", keys.getFirst(), exception);
    }
  }

  private void deleteMany(List<String> keys) {
    List<ObjectIdentifier> objects =
        keys.stream().map(key -> ObjectIdentifier.builder().key(key).build()).toList();
    DeleteObjectsResponse response =
        client.deleteObjects(request ->
            request.bucket(name).delete(Delete.builder().objects(objects).quiet(true).build()));
    if (response.hasErrors()) {
      throw trouble.refused("deleting", response.errors().getFirst());
    }
  }

  @Override
  public KeySigner signer() {
    return new S3Signer(client, presigner, name, trouble);
  }
}
