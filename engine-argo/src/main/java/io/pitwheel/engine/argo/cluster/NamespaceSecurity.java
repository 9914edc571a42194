package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** What namespaces ask of pods, by their labels. Safe for many threads. */
final class NamespaceSecurity {
  private static final Logger LOGGER = System.getLogger(NamespaceSecurity.class.getName());
  private static final String ENFORCED = "pod-security.kubernetes.io/enforce";
  private static final String RESTRICTED = "restricted";

  private final KubernetesClient client;
  private final AtomicBoolean hasWarned = new AtomicBoolean();

  NamespaceSecurity(KubernetesClient client) {
    this.client = client;
  }

  /** As {@link io.pitwheel.engine.argo.workflow.Workflows#isRestricted} says. */
  boolean isRestricted(String namespace) {
    try {
      Namespace found = client.namespaces().withName(namespace).get();
      return found != null && RESTRICTED.equals(found.getMetadata().getLabels().get(ENFORCED));
    } catch (KubernetesClientException exception) {
      PipelinesException trouble =
          ClusterTrouble.of(
              "looking at what namespace %s asks of pods".formatted(namespace), exception);
      if (trouble.code() != ErrorCode.PERMISSION_DENIED) {
        throw trouble;
      }
      warnOnce(trouble);
      return false;
    }
  }

  private void warnOnce(PipelinesException trouble) {
    if (!hasWarned.getAndSet(true)) {
      LOGGER.log(
          Level.WARNING,
          "{0} (expected: get on namespaces; commands run as their images say, also where that is refused)",
          trouble.getMessage());
    }
  }
}
