package io.pitwheel.platform;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a task wants to run among several machines. The values are in the form of the pod
 * specification, whoever wrote them.
 *
 * @param nodeSelector an object of labels; null for none
 * @param tolerations each an object or a list of objects
 * @param nodeAffinities each an object with required and preferred terms
 * @param podAffinities to be near to the pods of others or far from them: each an object with
 *     {@code podAffinity} or {@code podAntiAffinity}
 */
public record Placement<V>(
    @Nullable V nodeSelector,
    List<V> tolerations,
    List<V> nodeAffinities,
    List<JsonObject> podAffinities) {
  public Placement {
    tolerations = List.copyOf(tolerations);
    nodeAffinities = List.copyOf(nodeAffinities);
    podAffinities = List.copyOf(podAffinities);
  }

  public static <V> Placement<V> none() {
    return new Placement<>(null, List.of(), List.of(), List.of());
  }
}
