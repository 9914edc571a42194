package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pitwheel.engine.ClusterRecords;
import io.pitwheel.engine.argo.agent.TaskSetView;
import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A connection to one cluster: what is read and written there goes through it. */
public final class ClusterConnection implements AutoCloseable {
  /** Whoever asks tries again by themselves, and says meanwhile what they wait for. */
  private static final int MAX_REPEATS = 2;

  private static final Logger LOGGER = System.getLogger(ClusterConnection.class.getName());

  private final KubernetesClient client;
  private final KubernetesWorkflows workflows;
  private final KubernetesTaskSets taskSets;
  private final Deque<AutoCloseable> watches = new ArrayDeque<>();

  private ClusterConnection(KubernetesClient client, String instance) {
    this.client = client;
    this.workflows = new KubernetesWorkflows(client, instance);
    this.taskSets = new KubernetesTaskSets(client, instance);
  }

  /**
   * Opens a connection; nothing is asked of the cluster yet.
   *
   * @param settingsFile a kubeconfig; empty for that of this user, or of the pod this runs in
   * @param authorities a file of those who may vouch for the cluster, beside Java's own, where the
   *     kubeconfig or the pod names none; null for nobody
   * @param instance of the workflow-controller that takes our Workflows; empty for one without
   * @throws PipelinesException INVALID_ARGUMENT for a file that is no kubeconfig
   */
  public static ClusterConnection open(
      Optional<Path> settingsFile, @Nullable Path authorities, String instance) {
    Config found =
        settingsFile.map(ClusterConnection::read).orElseGet(() -> new ConfigBuilder().build());
    if (authorities != null && found.getCaCertData() == null && found.getCaCertFile() == null) {
      found.setCaCertFile(authorities.toString());
    }
    found.setRequestRetryBackoffLimit(MAX_REPEATS);
    return new ClusterConnection(new KubernetesClientBuilder().withConfig(found).build(), instance);
  }

  private static Config read(Path file) {
    try {
      return Config.fromKubeconfig(file.toFile());
    } catch (KubernetesClientException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading how to reach the cluster from %s: %s (expected: a kubeconfig)"
              .formatted(file, exception.getMessage()),
          exception);
    }
  }

  /**
   * Where runs go that name no namespace: the chosen one, else that of the kubeconfig or of the pod
   * this runs in, else {@code default}, as for {@code kubectl}.
   *
   * @param chosen by the admin; empty for none
   */
  public String namespaceOr(String chosen) {
    String own = client.getNamespace();
    return !chosen.isEmpty() ? chosen : own == null || own.isEmpty() ? "default" : own;
  }

  public KubernetesWorkflows workflows() {
    return workflows;
  }

  public KubernetesTaskSets taskSets() {
    return taskSets;
  }

  public KubernetesVolumeClaims volumeClaims() {
    return new KubernetesVolumeClaims(client);
  }

  /**
   * Who the tokens of pods are for, as the API server has it.
   *
   * @param namespaceOf where the pods of a run are, by its id; throws NOT_FOUND for an unknown one
   */
  public ReviewedTokens tokens(UnaryOperator<String> namespaceOf, InstantSource clock) {
    return new ReviewedTokens(review -> client.tokenReviews().create(review), namespaceOf, clock);
  }

  /**
   * What the cluster has of runs.
   *
   * @param namespaceOf as for {@link #tokens}
   */
  public ClusterRecords records(UnaryOperator<String> namespaceOf) {
    return new KubernetesRecords(client, namespaceOf);
  }

  /**
   * Follows what happens in the cluster until this is closed. All must return at once.
   *
   * @param taskSet called for each state of each task set
   * @param workflow called for each state of each Workflow of a run whose end is not stored
   * @param gone called for one that is not there, or not watched, any more
   */
  public void follow(
      Consumer<TaskSetView> taskSet, Consumer<WorkflowView> workflow, Consumer<WorkflowView> gone) {
    watches.push(taskSets.follow(taskSet));
    watches.push(workflows.follow(workflow, gone));
  }

  /** Nothing that happens is told any more; calls are still answered. */
  public void stopFollowing() {
    while (!watches.isEmpty()) {
      try {
        watches.pop().close();
      } catch (Exception exception) {
        LOGGER.log(Level.WARNING, "ending a watch of the cluster", exception);
      }
    }
  }

  /** Calls of others that are under way, or come later, fail: they end first. */
  @Override
  public void close() {
    stopFollowing();
    client.close();
  }
}
