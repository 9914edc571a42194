package io.pitwheel.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task wants to run among several machines. The values are in the form of the pod
 * specification, whoever wrote them.
 *
 * @param nodeSelector an object of labels; null for none
 * @param tolerations each an object or a list of objects
 * @param nodeAffinities each an object with required and preferred terms
 */
public record Placement<V>(@Nullable V nodeSelector, List<V> tolerations, List<V> nodeAffinities) {
  public Placement {
    tolerations = List.copyOf(tolerations);
    nodeAffinities = List.copyOf(nodeAffinities);
  }

  public static <V> Placement<V> none() {
    return new Placement<>(null, List.of(), List.of());
  }
}
