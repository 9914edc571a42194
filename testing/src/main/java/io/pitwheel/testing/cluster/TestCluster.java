package io.pitwheel.testing.cluster;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The real cluster of this machine, with Argo's workflow controller. It is started when it is first
 * asked for, unless it runs, and ends with the last JVM that uses it. Tests are given it, and a
 * namespace, by {@link ClusterExtension}.
 */
public final class TestCluster {
  /** The value of the label {@link #INSTANCE_LABEL} that the controller asks of its Workflows. */
  public static final String INSTANCE = "pitwheel";

  /** The label that says whose a Workflow is. */
  public static final String INSTANCE_LABEL = "workflows.argoproj.io/controller-instanceid";

  private static final int PATIENCE_SECONDS = 30;
  private static final AtomicInteger NAMESPACES = new AtomicInteger();

  private final ClusterScripts scripts;
  private final Path kubeconfig;
  private final String hostAddress;
  private final KubernetesClient client;

  private TestCluster(ClusterScripts scripts, Path kubeconfig, String hostAddress) {
    this.scripts = scripts;
    this.kubeconfig = kubeconfig;
    this.hostAddress = hostAddress;
    this.client =
        new KubernetesClientBuilder()
            .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
            .build();
  }

  /**
   * The cluster, with the parts {@code api}, {@code node} and {@code argo}.
   *
   * @throws TestAbortedException when this machine cannot run one; an error when CI=true
   */
  public static TestCluster shared() {
    return Shared.get();
  }

  /** The administrator's kubeconfig. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** Where pods reach a server of this JVM that listens on this address, or on all. */
  public String hostAddress() {
    return hostAddress;
  }

  /** A client of the administrator, for all callers; nobody closes it. */
  public KubernetesClient client() {
    return client;
  }

  /**
   * The name of the launcher's image as its classes of this checkout are now; it is made when it is
   * not there, which takes seconds.
   */
  public String launcherImage() {
    return LauncherImage.provide(scripts);
  }

  /** The same with what opens stores of buckets, which takes half a minute. */
  public String launcherImageWithStores() {
    return LauncherImage.provideWithStores(scripts);
  }

  /**
   * Makes a folder that every container can write and no other test has.
   *
   * @return as containers see it
   */
  public String newSharedFolder() {
    try {
      Path shared = kubeconfig.resolveSibling("shared");
      Path made = Files.createTempDirectory(shared, "test");
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
      return "/shared/" + made.getFileName();
    } catch (IOException exception) {
      throw new UncheckedIOException("making a folder that containers share", exception);
    }
  }

  /** Makes a namespace that no other test has. */
  public String newNamespace() {
    // Of another JVM on the same cluster, too.
    String name =
        "test-%d-%d".formatted(ProcessHandle.current().pid(), NAMESPACES.incrementAndGet());
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    // Pods are refused until the account that they run by is there.
    client
        .serviceAccounts()
        .inNamespace(name)
        .withName("default")
        .waitUntilCondition(Objects::nonNull, PATIENCE_SECONDS, TimeUnit.SECONDS);
    return name;
  }

  /** Asks for a namespace and all in it to go, and does not wait for that. */
  public void deleteNamespace(String name) {
    client.namespaces().withName(name).withGracePeriod(0).delete();
  }

  /** Starts what does not run of these parts, such as {@code foreign}. */
  public void bringUp(String... parts) {
    scripts.run("up", List.of(parts));
  }

  /** Ends daemons in order, such as {@code workflow-controller}; {@link #bringUp} starts them. */
  public void stop(String... daemons) {
    scripts.run("stop", List.of(daemons));
  }

  /**
   * Writes all that can be known about the cluster into an archive, without secrets.
   *
   * @param folder for the archive
   * @param others more files for it, such as the server's log
   * @return the archive
   */
  public Path collect(Path folder, Path... others) {
    return scripts.collect(folder, List.of(others));
  }

  private static final class Shared {
    private static @Nullable TestCluster running;

    static synchronized TestCluster get() {
      TestCluster found = running;
      if (found == null) {
        ClusterScripts scripts = ClusterScripts.ofCheckout();
        ClusterScripts.Held held = scripts.hold();
        found = new TestCluster(scripts, held.kubeconfig(), held.hostAddress());
        running = found;
      }
      return found;
    }
  }
}
