package io.pitwheel.objectstore.azure;

import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.provider.ProvidedStores;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderKind;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.testing.objectstore.BlobServer;
import io.pitwheel.trust.OutgoingConnections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An empty container on the fake server, and a store that reaches it. */
final class AzureFixture {
  private static final AtomicInteger CONTAINERS = new AtomicInteger();

  private final String container = "container" + CONTAINERS.incrementAndGet();
  private final ObjectStore store;

  AzureFixture(Path folder) {
    BlobServer server = BlobServer.shared();
    new BlobServiceClientBuilder()
        .endpoint(server.endpoint())
        .credential(new StorageSharedKeyCredential(BlobServer.ACCOUNT, BlobServer.KEY))
        .httpClient(new PlainHttpClient(OutgoingConnections.standard()))
        .buildClient()
        .createBlobContainer(container);
    store = storeWith(folder, BlobServer.KEY);
  }

  ObjectStore store() {
    return store;
  }

  String location(String name) {
    return name.isEmpty() ? "azblob://" + container : "azblob://%s/%s".formatted(container, name);
  }

  static ObjectStore storeWith(Path folder, String key) {
    return storeAt(BlobServer.shared().endpoint(), folder, key, OutgoingConnections.standard());
  }

  static ObjectStore storeAt(
      String endpoint, Path folder, String key, OutgoingConnections outgoing) {
    String table = "azblob: {default: {endpoint: '%s', maxRetries: 1}}".formatted(endpoint);
    try {
      Path file = Files.writeString(folder.resolve("providers.yaml"), table);
      Map<String, String> environment =
          key.isEmpty()
              ? Map.of()
              : Map.of("AZURE_STORAGE_ACCOUNT", BlobServer.ACCOUNT, "AZURE_STORAGE_KEY", key);
      return new BucketObjectStore(
          new ProvidedStores(
              new StoreSettings("", file, new SecretFiles(folder), environment, outgoing),
              Map.of(
                  "azblob",
                  new ProviderKind(Set.of("AZURE_STORAGE_ACCOUNT"), AzureProvider::new))));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
