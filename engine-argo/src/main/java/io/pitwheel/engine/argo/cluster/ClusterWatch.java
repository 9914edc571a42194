package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;

/** Follows objects of one kind, also when the cluster is away at first or in between. */
final class ClusterWatch implements ResourceEventHandler<GenericKubernetesResource> {
  private static final Logger LOGGER = System.getLogger(ClusterWatch.class.getName());

  /** For what was missed, and for what could not be done when it was shown first. */
  private static final Duration SHOW_AGAIN_AFTER = Duration.ofSeconds(10);

  /** A longer answer would be in the memory of both sides at once. */
  private static final long LISTED_AT_ONCE = 250;

  private final Consumer<GenericKubernetesResource> seen;
  private final Consumer<GenericKubernetesResource> gone;

  private ClusterWatch(
      Consumer<GenericKubernetesResource> seen, Consumer<GenericKubernetesResource> gone) {
    this.seen = seen;
    this.gone = gone;
  }

  /**
   * Begins, and returns at once. A watch that breaks is begun anew by listing.
   *
   * @param what is followed, for the log
   * @param kept decides what of each object is kept and told
   * @param seen called for each state of each object, and from time to time again
   * @param gone called with the last known state of one that left
   */
  static AutoCloseable begin(
      String what,
      Informable<GenericKubernetesResource> objects,
      StrippedItems kept,
      Consumer<GenericKubernetesResource> seen,
      Consumer<GenericKubernetesResource> gone) {
    // A period of the handler alone would come to nothing.
    SharedIndexInformer<GenericKubernetesResource> informer =
        objects
            .withLimit(LISTED_AT_ONCE)
            .runnableInformer(SHOW_AGAIN_AFTER.toMillis())
            .itemStore(kept);
    informer.addEventHandler(new ClusterWatch(seen, gone));
    informer.exceptionHandler((_, exception) -> {
      LOGGER.log(Level.WARNING, "following {0}: {1}", what, exception.getMessage());
      return true;
    });
    var _ = informer.start();
    return informer;
  }

  @Override
  public void onAdd(GenericKubernetesResource resource) {
    seen.accept(resource);
  }

  @Override
  public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
    seen.accept(now);
  }

  @Override
  public void onDelete(GenericKubernetesResource resource, boolean isFinalStateUnknown) {
    gone.accept(resource);
  }
}
