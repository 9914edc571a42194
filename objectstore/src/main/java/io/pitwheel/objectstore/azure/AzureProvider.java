package io.pitwheel.objectstore.azure;

import com.azure.storage.blob.BlobServiceClient;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderSource;
import io.pitwheel.objectstore.provider.Provider;
import io.pitwheel.objectstore.provider.ProviderFields;
import io.pitwheel.objectstore.provider.StoreSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Azure's blob store, {@code azblob://container/key}. Credentials are an account and its key: by
 * {@code AZURE_STORAGE_ACCOUNT} and {@code AZURE_STORAGE_KEY}, or by a secretRef with {@code
 * accountNameKey} and {@code accountKeyKey}.
 */
public final class AzureProvider implements Provider {
  private static final int DEFAULT_RETRIES = 5;

  private final ProviderSource source;
  private final StoreSettings settings;
  private final Map<AzureAccount, BlobServiceClient> clients = new ConcurrentHashMap<>();

  public AzureProvider(ProviderSource source) {
    this.source = source;
    this.settings = source.settings();
  }

  @Override
  public Bucket open(BucketLocation location) {
    AzureAccount account = account(source.fields().apply(location));
    BlobServiceClient client =
        clients.computeIfAbsent(account, wanted -> wanted.connect(settings.outgoing()));
    return new AzureBucket(
        client.getBlobContainerClient(location.bucket()),
        new AzureTrouble(account.endpoint(), location.bucket()));
  }

  @Override
  public Map<String, String> shown(BucketLocation location) {
    ProviderFields fields = source.fields().apply(location);
    return Map.of("endpoint", endpoint(fields, name(fields)));
  }

  private AzureAccount account(ProviderFields fields) {
    Map<String, String> reference = fields.secretReference();
    String name = name(fields);
    String key =
        reference.isEmpty()
            ? settings.variable("AZURE_STORAGE_KEY")
            : settings.secrets().read(reference, "accountKeyKey");
    if (name.isEmpty() || key.isEmpty()) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "opening a container of azblob://: no credentials (expected: AZURE_STORAGE_ACCOUNT and"
              + " AZURE_STORAGE_KEY, or a secretRef in objectStore.providersFile)");
    }
    return new AzureAccount(
        name, key, endpoint(fields, name), fields.retries().orElse(DEFAULT_RETRIES));
  }

  private String name(ProviderFields fields) {
    Map<String, String> reference = fields.secretReference();
    return reference.isEmpty()
        ? settings.variable("AZURE_STORAGE_ACCOUNT")
        : settings.secrets().read(reference, "accountNameKey");
  }

  private static String endpoint(ProviderFields fields, String account) {
    return fields.text("endpoint").orElse("https://" + account + ".blob.core.windows.net");
  }
}
