package io.pitwheel.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.FieldVariable;
import io.pitwheel.platform.ImagePull;
import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PodFormTest {
  @Test
  void asksForWhatIsSetAndForAnAcceleratorAsALimit() {
    var asked = new ContainerResources("500m", "2", "", "1Gi", "nvidia.com/gpu", "1");

    assertThat(JsonWriter.write(PodForm.resources(asked)))
        .isEqualTo(
            "{\"limits\":{\"cpu\":\"2\",\"memory\":\"1Gi\",\"nvidia.com/gpu\":\"1\"},"
                + "\"requests\":{\"cpu\":\"500m\"}}");
    assertThat(PodForm.resources(ContainerResources.NONE).members()).isEmpty();
  }

  @Test
  void fillsVariablesFromValuesBundlesAndFields() {
    var secret =
        new BundleVariables<>(
            BundleKind.SECRET, JsonValue.of("api"), Map.of("API_TOKEN", "token"), true);
    var map =
        new BundleVariables<>(
            BundleKind.CONFIG_MAP, JsonValue.of("modes"), Map.of("FAST", "fast"), null);

    assertThat(JsonWriter.write(PodForm.variables(Map.of("A", "1"), needs(secret, map))))
        .isEqualTo(
            "[{\"name\":\"A\",\"value\":\"1\"},"
                + "{\"name\":\"API_TOKEN\",\"valueFrom\":{\"secretKeyRef\":"
                + "{\"name\":\"api\",\"key\":\"token\",\"optional\":true}}},"
                + "{\"name\":\"FAST\",\"valueFrom\":{\"configMapKeyRef\":"
                + "{\"name\":\"modes\",\"key\":\"fast\"}}},"
                + "{\"name\":\"NODE\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"spec.nodeName\"}}}]");
  }

  @Test
  void joinsTolerationsAndLeavesEmptyOnesOut() {
    var placement =
        new Placement<JsonValue>(
            null,
            List.of(json("{}"), json("{\"key\":\"a\"}"), json("[{\"key\":\"b\"}]")),
            List.of(),
            List.of());

    assertThat(JsonWriter.write(PodForm.tolerations(placement)))
        .isEqualTo("[{\"key\":\"a\"},{\"key\":\"b\"}]");
    assertThat(PodForm.nodeSelector(placement).members()).isEmpty();
    assertThat(PodForm.affinity(placement).members()).isEmpty();
  }

  @Test
  void joinsTheTermsOfAffinities() {
    String required =
        "{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"a\":1}]}}";
    String preferred = "{\"preferredDuringSchedulingIgnoredDuringExecution\":[{\"weight\":2}]}";
    var placement =
        new Placement<>(
            json("{\"disk\":\"fast\"}"),
            List.of(),
            List.of(json(required), json(preferred), json(required)),
            List.of());

    assertThat(JsonWriter.write(PodForm.affinity(placement)))
        .isEqualTo(
            "{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":"
                + "{\"nodeSelectorTerms\":[{\"a\":1},{\"a\":1}]},"
                + "\"preferredDuringSchedulingIgnoredDuringExecution\":[{\"weight\":2}]}}");
    assertThat(JsonWriter.write(PodForm.nodeSelector(placement))).isEqualTo("{\"disk\":\"fast\"}");
  }

  @Test
  void joinsWhatPodsToBeNearToAndFarFrom() {
    var near = JsonMembers.of("required", JsonValue.listOf(List.of(json("{\"a\":1}"))));
    var far = JsonMembers.of("preferred", JsonValue.listOf(List.of(json("{\"b\":2}"))));
    var placement =
        new Placement<JsonValue>(
            null,
            List.of(),
            List.of(),
            List.of(
                JsonMembers.of("podAffinity", near),
                JsonMembers.of("podAntiAffinity", far),
                JsonMembers.of("podAffinity", near)));

    assertThat(JsonWriter.write(PodForm.affinity(placement)))
        .isEqualTo(
            "{\"podAffinity\":{\"required\":[{\"a\":1},{\"a\":1}]},"
                + "\"podAntiAffinity\":{\"preferred\":[{\"b\":2}]}}");
  }

  @Test
  void namesSecretsOfRegistries() {
    var pull = new ImagePull<>("", List.of(JsonValue.of("one"), JsonValue.of("two")));

    assertThat(JsonWriter.write(PodForm.pullSecrets(pull)))
        .isEqualTo("[{\"name\":\"one\"},{\"name\":\"two\"}]");
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text);
  }

  @SafeVarargs
  private static PlatformNeeds<JsonValue> needs(BundleVariables<JsonValue>... bundles) {
    return new PlatformNeeds<>(
        List.of(bundles),
        List.of(new FieldVariable("NODE", "spec.nodeName")),
        List.of(),
        Placement.none(),
        ImagePull.none(),
        RunningUser.ANYBODY,
        null,
        Map.of(),
        Map.of(),
        List.of());
  }
}
