package io.pitwheel.testing.cluster;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;

/**
 * A namespace of one test, empty at its start and deleted after it.
 *
 * @param cluster where it is
 * @param name such as {@code test-4711-1}
 */
public record TestNamespace(TestCluster cluster, String name) {
  /** Makes an account for pods to work by. */
  public void makeServiceAccount(String account) {
    cluster
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(account)
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
  }
}
