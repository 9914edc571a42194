package io.pitwheel.driver.platform;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.specification.ParameterType.TASK_CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.fixture.ComponentFixture;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.platform.FieldVariable;
import io.pitwheel.platform.ImagePull;
import io.pitwheel.platform.Placement;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.platform.TaskSettingsField;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.task.SkipReason;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlatformResolutionTest {
  @Test
  void takesNamesFromConstantsTheGraphAndProducers() {
    LaunchTask launch =
        launch(
            train(
                    needs(
                        List.of(
                            secret(constant("\"one\"")),
                            secret(new ParentParameter("name")),
                            secret(new TaskOutputParameter("maker", "out"))),
                        List.of()))
                .scope("name", "\"two\"")
                .succeeded("maker", "out", "\"three\""));

    assertThat(launch.platform().needs().bundleVariables())
        .extracting(BundleVariables::name)
        .containsExactly(JsonValue.of("one"), JsonValue.of("two"), JsonValue.of("three"));
    assertThat(launch.platform().namespace()).isEqualTo("team");
  }

  @Test
  void leavesOutWhatHangsOnANullOrAbsentInput() {
    LaunchTask launch =
        launch(
            train(
                    needs(
                        List.of(secret(new ParentParameter("name")), secret(constant("null"))),
                        List.of(
                            new BundleVolume<>(
                                BundleKind.SECRET,
                                value(new ParentParameter("absent")),
                                "/s",
                                null))))
                .scope("name", "null")
                .declaredScope("absent"));

    assertThat(launch.platform().needs().bundleVariables()).isEmpty();
    assertThat(launch.platform().needs().volumes()).isEmpty();
  }

  @Test
  void rejectsAVolumeWithoutAName() {
    TaskFailure failure =
        train(needs(List.of(), List.of(claim(new ParentParameter("name")))))
            .scope("name", "null")
            .rejection();

    assertThat(failure.path()).isEqualTo("place");
    assertThat(failure.message()).contains("task train", "null", "the name of a volume");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "\"\"", "{}"})
  void rejectsANameThatIsNone(String json) {
    TaskFailure failure =
        train(needs(List.of(secret(new ParentParameter("name"))), List.of()))
            .scope("name", json)
            .rejection();

    assertThat(failure.path()).isEqualTo("place");
    assertThat(failure.message()).contains("task train", json);
  }

  @Test
  void rejectsWhatAProducerDidNotGive() {
    TaskFailure failure =
        train(needs(List.of(secret(new TaskOutputParameter("maker", "out"))), List.of()))
            .skipped("maker", SkipReason.CONDITION_FALSE)
            .rejection();

    assertThat(failure.message()).contains("maker", "SKIPPED", "out");
  }

  @Test
  void rejectsAPlacementThatIsNoObject() {
    var placement =
        new Placement<>(
            null, List.of(value(new ParentParameter("t"))), List.<PlacedSource>of(), List.of());

    assertThat(
            train(new ExecutorPlatform<>(needs(placement), Map.of()))
                .scope("t", "\"gpu\"")
                .rejection()
                .message())
        .contains("\"gpu\"", "an object or a list");
  }

  @Test
  void givesAConfigurationWithTheFieldsPassedThroughAndAppliesTheOthers() {
    var placement =
        new Placement<>(
            value(constant("{\"disk\": \"fast\"}")),
            List.of(value(constant("[{\"key\": \"a\"}, {\"key\": \"b\"}]")), value(constant("{}"))),
            List.<PlacedSource>of(),
            List.of());
    var platform =
        new ExecutorPlatform<>(
            needs(placement),
            Map.of(
                TaskSettingsField.ENV, true,
                TaskSettingsField.RESOURCES, false,
                TaskSettingsField.KUBERNETES_TOLERATIONS, false));

    LaunchTask launch =
        launch(
            configured(
                component("comp-train")
                    .optionalInput("config", TASK_CONFIG)
                    .variable("A", "b")
                    .resources(new ContainerResources("", "1", "", "2Gi", "gpu", "4"))
                    .platform(platform)));

    assertThat(launch.inputs().parameters().get("config"))
        .isEqualTo(
            JsonReader.read(
                """
                {"env": [{"name": "A", "value": "b"},
                         {"name": "KEY", "valueFrom": {"secretKeyRef": {"name": "s", "key": "key"}}},
                         {"name": "POD", "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                 "resources": {"limits": {"cpu": "1", "memory": "2Gi", "gpu": "4"}},
                 "tolerations": [{"key": "a"}, {"key": "b"}]}
                """));
    assertThat(launch.executor().environment()).isEqualTo(Map.of("A", "b"));
    assertThat(launch.executor().resources()).isEqualTo(ContainerResources.NONE);
    assertThat(launch.platform().needs().bundleVariables()).hasSize(1);
    assertThat(launch.platform().needs().placement().tolerations()).isEmpty();
    assertThat(launch.platform().needs().placement().nodeSelector())
        .isEqualTo(JsonReader.read("{\"disk\": \"fast\"}"));
  }

  @Test
  void givesOneVolumeForEachSourceAndMergesAffinities() {
    var needs =
        needs(
            List.of(),
            List.of(
                claim(constant("\"shared\"")),
                claim(constant("\"shared\"")),
                new BundleVolume<>(
                    BundleKind.CONFIG_MAP, value(constant("\"shared\"")), "/c", true),
                new EmptyVolume<>("e", "/e", "Memory", "")));
    var affinities =
        new Placement<PlacedSource>(
            null,
            List.of(),
            List.of(value(constant(requiredTerm("1"))), value(constant(requiredTerm("2")))),
            List.of());
    var platform =
        new ExecutorPlatform<>(
            new PlatformNeeds<>(
                List.of(),
                List.of(),
                needs.needs().volumes(),
                affinities,
                ImagePull.none(),
                RunningUser.ANYBODY,
                null,
                Map.of(),
                Map.of(),
                List.of()),
            Map.of(
                TaskSettingsField.KUBERNETES_VOLUMES, false,
                TaskSettingsField.KUBERNETES_AFFINITY, false));

    LaunchTask launch =
        launch(
            configured(
                component("comp-train").optionalInput("config", TASK_CONFIG).platform(platform)));

    assertThat(launch.inputs().parameters().get("config"))
        .isEqualTo(
            JsonReader.read(
                """
                {"volumes": [
                   {"name": "volume-1", "persistentVolumeClaim": {"claimName": "shared"}},
                   {"name": "volume-2", "configMap": {"name": "shared", "optional": true}},
                   {"name": "volume-3", "emptyDir": {"medium": "Memory"}}],
                 "volumeMounts": [
                   {"name": "volume-1", "mountPath": "/p", "subPath": "part"},
                   {"name": "volume-1", "mountPath": "/p", "subPath": "part"},
                   {"name": "volume-2", "mountPath": "/c"},
                   {"name": "volume-3", "mountPath": "/e"}],
                 "affinity": {"nodeAffinity": {"requiredDuringSchedulingIgnoredDuringExecution":
                   {"nodeSelectorTerms": [{"weight": 1}, {"weight": 2}]}}}}
                """));
    assertThat(launch.platform().needs().volumes()).isEmpty();
  }

  @Test
  void givesAnEmptyConfigurationWhenNothingIsPassedThrough() {
    LaunchTask launch =
        launch(
            configured(
                component("comp-train").optionalInput("config", TASK_CONFIG).variable("A", "b")));

    assertThat(launch.inputs().parameters().get("config")).isEqualTo(JsonReader.read("{}"));
    assertThat(launch.executor().environment()).isEqualTo(Map.of("A", "b"));
  }

  @Test
  void countsMountedVolumesInTheFingerprint() {
    var one = launch(train(needs(List.of(), List.of(claim(constant("\"one\""))))));
    var two = launch(train(needs(List.of(), List.of(claim(constant("\"two\""))))));
    var again = launch(train(needs(List.of(), List.of(claim(constant("\"two\""))))));

    assertThat(one.fingerprint()).isNotEqualTo(two.fingerprint());
    assertThat(two.fingerprint()).isEqualTo(again.fingerprint());
  }

  private static DrivingFixture train(ExecutorPlatform<PlacedSource> platform) {
    return driving(task("train", "comp-train"), component("comp-train").platform(platform));
  }

  private static DrivingFixture configured(ComponentFixture component) {
    return driving(task("train", "comp-train"), component);
  }

  private static LaunchTask launch(DrivingFixture driving) {
    var decision = driving.decide();
    assertThat(decision).isInstanceOf(LaunchTask.class);
    return (LaunchTask) decision;
  }

  private static String requiredTerm(String weight) {
    return "{\"requiredDuringSchedulingIgnoredDuringExecution\":"
        + " {\"nodeSelectorTerms\": [{\"weight\": %s}]}}".formatted(weight);
  }

  private static PlatformNeeds<PlacedSource> needs(Placement<PlacedSource> placement) {
    return new PlatformNeeds<>(
        List.of(secret(constant("\"s\""))),
        List.of(new FieldVariable("POD", "metadata.name")),
        List.of(),
        placement,
        ImagePull.none(),
        RunningUser.ANYBODY,
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  private static ExecutorPlatform<PlacedSource> needs(
      List<BundleVariables<PlacedSource>> variables, List<VolumeNeed<PlacedSource>> volumes) {
    return new ExecutorPlatform<>(
        new PlatformNeeds<>(
            variables,
            List.of(),
            volumes,
            Placement.none(),
            ImagePull.none(),
            RunningUser.ANYBODY,
            null,
            Map.of(),
            Map.of(),
            List.of()),
        Map.of());
  }

  private static BundleVariables<PlacedSource> secret(ParameterSource name) {
    return new BundleVariables<>(BundleKind.SECRET, value(name), Map.of("KEY", "key"), null);
  }

  private static VolumeNeed<PlacedSource> claim(ParameterSource name) {
    return new ClaimVolume<>(value(name), "/p", "part");
  }

  private static PlacedSource value(ParameterSource source) {
    return new PlacedSource(source, "place");
  }

  private static ParameterSource constant(String json) {
    return new ConstantParameter(JsonReader.read(json));
  }
}
