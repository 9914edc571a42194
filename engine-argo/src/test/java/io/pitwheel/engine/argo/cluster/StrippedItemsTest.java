package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StrippedItemsTest {
  private static final String WORKFLOW =
      """
      metadata:
        name: w
        namespace: n
        labels: {pipeline/runid: r}
        managedFields: [{manager: somebody}]
      spec: {entrypoint: '0'}
      status: {phase: Running, nodes: {w: {phase: Running}}, storedTemplates: {a: {}}}
      """;

  @Test
  void keepsWhatIsReadAndNothingElse() {
    var items = new StrippedItems(Set.of("spec"), Set.of("storedTemplates"));
    GenericKubernetesResource given =
        Serialization.unmarshal(WORKFLOW, GenericKubernetesResource.class);

    items.put(items.getKey(given), given);

    GenericKubernetesResource kept = items.get("n/w");
    assertThat(kept.getMetadata().getLabels()).containsEntry("pipeline/runid", "r");
    assertThat(kept.getMetadata().getManagedFields()).isNullOrEmpty();
    assertThat(kept.getAdditionalProperties()).containsOnlyKeys("status");
    assertThat(kept.<Object>get("status", "phase")).isEqualTo("Running");
    assertThat(kept.<Object>get("status", "nodes", "w", "phase")).isEqualTo("Running");
    assertThat(kept.<Object>get("status", "storedTemplates")).isNull();
  }

  @Test
  void keepsTheSpecificationWhereItIsRead() {
    var items = new StrippedItems(Set.of(), Set.of());
    GenericKubernetesResource given =
        Serialization.unmarshal(WORKFLOW, GenericKubernetesResource.class);

    items.put(items.getKey(given), given);

    assertThat(items.get("n/w").<Object>get("spec", "entrypoint")).isEqualTo("0");
  }
}
