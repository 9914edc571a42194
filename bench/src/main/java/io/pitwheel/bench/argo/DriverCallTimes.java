package io.pitwheel.bench.argo;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How long nodes of the driver are open, as whoever watches Workflows sees it: from the first state
 * that shows the node to the first that shows its answer. Argo's own times are whole seconds.
 */
final class DriverCallTimes implements AutoCloseable {
  private final Map<String, Long> opened = new HashMap<>();
  private final Map<String, Double> seconds = new HashMap<>();
  private final Watch watch;

  private DriverCallTimes(ClusterSite site) {
    watch =
        site.client()
            .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
            .inNamespace(site.namespace())
            .watch(new Nodes());
  }

  /** Watches from now on. */
  static DriverCallTimes of(ClusterSite site) {
    return new DriverCallTimes(site);
  }

  /** Of each node that was answered. */
  synchronized List<Double> seconds() {
    return List.copyOf(seconds.values());
  }

  @Override
  public void close() {
    watch.close();
  }

  private synchronized void see(Map<?, ?> nodes) {
    long now = System.nanoTime();
    nodes.forEach((id, node) -> {
      if (node instanceof Map<?, ?> fields && "Plugin".equals(fields.get("type"))) {
        String name = String.valueOf(id);
        boolean isAnswered = "Succeeded".equals(fields.get("phase"));
        if (!isAnswered) {
          opened.putIfAbsent(name, now);
        } else if (opened.containsKey(name)) {
          // One that was answered before anybody saw it open, such as of an earlier run, is none.
          seconds.putIfAbsent(name, (now - opened.get(name)) / 1e9);
        }
      }
    });
  }

  private final class Nodes implements Watcher<GenericKubernetesResource> {
    @Override
    public void eventReceived(Action action, GenericKubernetesResource workflow) {
      if (workflow.get("status", "nodes") instanceof Map<?, ?> nodes) {
        see(nodes);
      }
    }

    @Override
    public void onClose(WatcherException cause) {
      // What was seen until then is what there is.
    }
  }
}
