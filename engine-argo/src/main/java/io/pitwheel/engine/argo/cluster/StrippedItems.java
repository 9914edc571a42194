package io.pitwheel.engine.argo.cluster;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.Map;
import java.util.Set;

/**
 * What is kept of objects that are followed: not who wrote which field, and none of the members
 * that nobody reads, which of a Workflow are most of it.
 */
final class StrippedItems extends BasicItemStore<GenericKubernetesResource> {
  private static final String STATUS = "status";

  private final Set<String> unread;
  private final Set<String> unreadOfStatus;

  /**
   * @param unread members of objects, such as {@code spec}
   * @param unreadOfStatus members of their {@code status}
   */
  StrippedItems(Set<String> unread, Set<String> unreadOfStatus) {
    super(Cache::metaNamespaceKeyFunc);
    this.unread = unread;
    this.unreadOfStatus = unreadOfStatus;
  }

  @Override
  public GenericKubernetesResource put(String key, GenericKubernetesResource resource) {
    return super.put(key, stripped(resource));
  }

  /** In place: who is told of the object is told of what is kept. */
  private GenericKubernetesResource stripped(GenericKubernetesResource resource) {
    resource.getMetadata().setManagedFields(null);
    unread.forEach(resource.getAdditionalProperties()::remove);
    if (resource.getAdditionalProperties().get(STATUS) instanceof Map<?, ?> status) {
      unreadOfStatus.forEach(status::remove);
    }
    return resource;
  }
}
