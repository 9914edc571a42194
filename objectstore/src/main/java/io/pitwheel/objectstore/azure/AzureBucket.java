package io.pitwheel.objectstore.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobRange;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.models.ParallelTransferOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import io.pitwheel.objectstore.ByteRange;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.KeyPage;
import io.pitwheel.objectstore.bucket.KeyQuery;
import io.pitwheel.objectstore.bucket.KeySigner;
import io.pitwheel.objectstore.bucket.StoredKey;
import io.pitwheel.objectstore.bucket.Transfers;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** One container. */
final class AzureBucket implements Bucket {
  private static final int NOT_FOUND = 404;
  private static final int RANGE_IS_EMPTY = 416;
  private static final long BLOCK = 16L * 1024 * 1024;
  private static final int READ_BLOCK = 4 * 1024 * 1024;
  private static final int AT_ONCE = 4;

  private final BlobContainerClient container;
  private final AzureTrouble trouble;

  AzureBucket(BlobContainerClient container, AzureTrouble trouble) {
    this.container = container;
    this.trouble = trouble;
  }

  @Override
  public Optional<StoredKey> find(String key) {
    try {
      BlobProperties found = blob(key).getProperties();
      return Optional.of(
          new StoredKey(key, found.getBlobSize(), found.getLastModified().toInstant()));
    } catch (BlobStorageException exception) {
      if (exception.getStatusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw trouble.at("looking for", key, exception);
    } catch (RuntimeException exception) {
      throw trouble.at("looking for", key, exception);
    }
  }

  @Override
  public InputStream read(String key, ByteRange range) {
    if (range.length() == 0) {
      return InputStream.nullInputStream();
    }
    boolean isOpen = range.length() == Long.MAX_VALUE;
    try {
      return blob(key)
          .openInputStream(
              new BlobInputStreamOptions()
                  .setBlockSize(READ_BLOCK)
                  .setRange(
                      isOpen
                          ? new BlobRange(range.offset())
                          : new BlobRange(range.offset(), range.length())));
    } catch (BlobStorageException exception) {
      if (exception.getStatusCode() == RANGE_IS_EMPTY) {
        return InputStream.nullInputStream();
      }
      throw trouble.at("reading", key, exception);
    } catch (RuntimeException exception) {
      throw trouble.at("reading", key, exception);
    }
  }

  @Override
  public void write(String key, Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      write(key, bytes);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "writing " + key, exception);
    }
  }

  @Override
  public void write(String key, InputStream bytes) {
    run(
        "writing",
        key,
        () ->
            blob(key)
                .uploadWithResponse(
                    new BlobParallelUploadOptions(bytes)
                        .setParallelTransferOptions(
                            new ParallelTransferOptions()
                                .setBlockSizeLong(BLOCK)
                                .setMaxSingleUploadSizeLong(BLOCK)
                                .setMaxConcurrency(AT_ONCE)),
                    null,
                    null));
  }

  @Override
  public KeyPage list(KeyQuery query) {
    var options =
        new ListBlobsOptions().setPrefix(query.prefix()).setMaxResultsPerPage(query.limit());
    String next = query.next().isEmpty() ? null : query.next();
    return run(
        "listing",
        query.prefix(),
        () -> {
          Iterable<PagedResponse<BlobItem>> pages =
              query.isFlat()
                  ? container
                      .listBlobsByHierarchy("/", options, null)
                      .iterableByPage(next, query.limit())
                  : container.listBlobs(options, next, null).iterableByPage(query.limit());
          return page(pages.iterator().next());
        });
  }

  private static KeyPage page(PagedResponse<BlobItem> page) {
    List<StoredKey> keys = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (BlobItem item : page.getValue()) {
      if (Boolean.TRUE.equals(item.isPrefix())) {
        folders.add(item.getName());
      } else {
        keys.add(
            new StoredKey(
                item.getName(),
                item.getProperties().getContentLength(),
                item.getProperties().getLastModified().toInstant()));
      }
    }
    String next = page.getContinuationToken();
    return new KeyPage(keys, folders, next == null ? "" : next);
  }

  @Override
  public void delete(List<String> keys) {
    List<Callable<Boolean>> deletions = new ArrayList<>();
    for (String key : keys) {
      deletions.add(() -> run("deleting", key, () -> blob(key).deleteIfExists()));
    }
    Transfers.doAll(deletions);
  }

  @Override
  public KeySigner signer() {
    return new AzureSigner(container, trouble);
  }

  private BlobClient blob(String key) {
    return container.getBlobClient(key);
  }

  private <T> T run(String tried, String key, Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException exception) {
      throw trouble.at(tried, key, exception);
    }
  }
}
