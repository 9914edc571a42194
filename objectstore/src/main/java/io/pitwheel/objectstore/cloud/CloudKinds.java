package io.pitwheel.objectstore.cloud;

import io.pitwheel.objectstore.azure.AzureProvider;
import io.pitwheel.objectstore.gcs.GcsProvider;
import io.pitwheel.objectstore.provider.ProvidedStores.ProviderKind;
import io.pitwheel.objectstore.provider.ProviderKinds;
import io.pitwheel.objectstore.s3.S3Provider;
import java.util.Map;
import java.util.Set;

/** All clouds of this module. Their code is loaded when their first location is opened. */
public final class CloudKinds implements ProviderKinds {
  @Override
  public Map<String, ProviderKind> byScheme() {
    return Map.of(
        "s3", new ProviderKind(Set.of("AWS_ACCESS_KEY_ID"), S3Provider::new),
        "minio", new ProviderKind(Set.of("OBJECT_STORE_HOST"), S3Provider::new),
        "gs", new ProviderKind(Set.of("GOOGLE_APPLICATION_CREDENTIALS"), GcsProvider::new),
        "azblob", new ProviderKind(Set.of("AZURE_STORAGE_ACCOUNT"), AzureProvider::new));
  }
}
