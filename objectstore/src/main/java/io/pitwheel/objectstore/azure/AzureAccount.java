package io.pitwheel.objectstore.azure;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import io.pitwheel.trust.OutgoingConnections;

/**
 * An account and how it is reached. Apart from the provider, which every server has: the jars of
 * this library are signed, and checking them took a twentieth of each start.
 */
record AzureAccount(String name, String key, String endpoint, int maxRetries) {
  private static final int TRY_SECONDS = 60;
  private static final long FIRST_DELAY_MILLIS = 200;
  private static final long MAX_DELAY_MILLIS = 10_000;

  BlobServiceClient connect(OutgoingConnections outgoing) {
    return new BlobServiceClientBuilder()
        .endpoint(endpoint)
        .credential(new StorageSharedKeyCredential(name, key))
        .httpClient(new PlainHttpClient(outgoing))
        .retryOptions(
            new RequestRetryOptions(
                RetryPolicyType.EXPONENTIAL,
                maxRetries + 1,
                TRY_SECONDS,
                FIRST_DELAY_MILLIS,
                MAX_DELAY_MILLIS,
                null))
        .buildClient();
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "AzureAccount[name=%s, endpoint=%s]".formatted(name, endpoint);
  }
}
