package io.pitwheel.conformance.argo;

import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.pitwheel.testing.cluster.TestNamespace;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Volumes that were made before anybody asks for one: folders of the node, of a storage class that
 * is a test's own.
 *
 * @param namespace of the test; the class has its name
 * @param count how many there are
 */
public record NodeVolumes(TestNamespace namespace, int count) implements AutoCloseable {
  /** Makes them. */
  public static NodeVolumes make(TestNamespace namespace, int count) {
    var volumes = new NodeVolumes(namespace, count);
    for (int i = 0; i < count; i++) {
      volumes.make(volumes.nameOf(i));
    }
    return volumes;
  }

  /** Their storage class. */
  public String storageClass() {
    return namespace.name();
  }

  @Override
  public void close() {
    for (int i = 0; i < count; i++) {
      namespace.cluster().client().persistentVolumes().withName(nameOf(i)).delete();
    }
  }

  private String nameOf(int number) {
    return namespace.name() + "-" + number;
  }

  private void make(String name) {
    String shared = namespace.cluster().newSharedFolder();
    Path onNode =
        namespace
            .cluster()
            .kubeconfig()
            .resolveSibling("shared")
            .resolve(Objects.requireNonNull(Path.of(shared).getFileName()));
    namespace
        .cluster()
        .client()
        .resource(
            new PersistentVolumeBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withCapacity(Map.of("storage", new Quantity("1Gi")))
                .withPersistentVolumeReclaimPolicy("Retain")
                .withStorageClassName(storageClass())
                .withNewHostPath(onNode.toString(), "Directory")
                .endSpec()
                .build())
        .create();
  }
}
