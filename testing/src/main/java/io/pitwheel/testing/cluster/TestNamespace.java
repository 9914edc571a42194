package io.pitwheel.testing.cluster;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A namespace of one test, empty at its start and deleted after it.
 *
 * @param cluster where it is
 * @param name such as {@code test-4711-1}
 */
public record TestNamespace(TestCluster cluster, String name) {
  /** Name of the account, and of the cluster role with what it may. */
  private static final String SERVER = "pitwheel-server";

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

  /**
   * Makes an account that may do what a server must, and no more.
   *
   * @param file gets a kubeconfig by which it speaks to the cluster
   * @return the file
   */
  public Path makeServerAccount(Path file) {
    if (cluster.client().serviceAccounts().inNamespace(name).withName(SERVER).get() == null) {
      makeServiceAccount(SERVER);
      cluster
          .client()
          .resource(
              new ClusterRoleBindingBuilder()
                  .withNewMetadata()
                  .withName(SERVER + "-" + name)
                  .endMetadata()
                  .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", SERVER)
                  .addNewSubject("", "ServiceAccount", SERVER, name)
                  .build())
          .create();
    }
    return writeKubeconfigOf(SERVER, file);
  }

  /**
   * Writes a kubeconfig by which an account of this namespace speaks to the cluster.
   *
   * @param file gets it
   * @return the file
   */
  public Path writeKubeconfigOf(String account, Path file) {
    String token =
        cluster
            .client()
            .serviceAccounts()
            .inNamespace(name)
            .withName(account)
            .tokenRequest(new TokenRequestBuilder().withNewSpec().endSpec().build())
            .getStatus()
            .getToken();
    try {
      String ofAdministrator = Files.readString(cluster.kubeconfig());
      return Files.writeString(
          file,
          ofAdministrator
              .replaceAll("client-certificate-data: .*", "token: " + token)
              .replaceAll(" *client-key-data: .*\\n", "")
              .replaceAll("( *)user: (.*)\\n", "$1user: $2\n$1namespace: " + name + "\n"));
    } catch (IOException exception) {
      throw new UncheckedIOException("writing a kubeconfig of account " + account, exception);
    }
  }
}
