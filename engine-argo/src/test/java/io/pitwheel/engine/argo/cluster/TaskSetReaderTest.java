package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.pitwheel.engine.argo.agent.TaskSetView;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TaskSetReaderTest {
  @Test
  void knowsWhoWantsTheFieldsOfAPodByTheOutputThatItDeclares() {
    Map<String, Object> plugin = Map.of("pitwheel", Map.of("a", "4"));
    Map<String, Object> outputs =
        Map.of("parameters", List.of(Map.of("name", "p", "valueFrom", Map.of())));

    TaskSetView view =
        read(
            Map.of(
                "plain", Map.of("name", "d", "plugin", plugin, "outputs", Map.of()),
                "fields", Map.of("name", "e", "plugin", plugin, "outputs", outputs)));

    assertThat(view.asked().keySet()).isEqualTo(Set.of("plain", "fields"));
    assertThat(view.askingForFields()).isEqualTo(Set.of("fields"));
  }

  @Test
  void passesOverWhatHasAnotherForm() {
    TaskSetView view = read(Map.of("text", "no template", "list", List.of(1), "empty", Map.of()));

    assertThat(view.asked()).isEmpty();
    assertThat(view.askingForFields()).isEmpty();
  }

  private static TaskSetView read(Map<String, Object> tasks) {
    var resource = new GenericKubernetesResource();
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("team")
            .withName("workflow")
            .withResourceVersion("1")
            .build());
    resource.setAdditionalProperty("spec", Map.of("tasks", tasks));
    return new TaskSetReader("").read(resource);
  }
}
