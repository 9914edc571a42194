package io.pitwheel.specification.reader;

import static io.pitwheel.specification.reader.Pipelines.TRAINING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.platform.FieldVariable;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunLimits;
import io.pitwheel.platform.TaskSettingsField;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimMarks;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformDocumentTest {
  private static final String EXECUTOR =
      "platforms.kubernetes.deploymentSpec.executors.exec-train.";

  @Test
  void readsVariablesFromBundles() {
    PlatformNeeds<PlacedSource> needs =
        needs(
            """
            secretAsEnv:
            - secretName: old
              keyToEnv: [{secretKey: a, envVar: A}, {secretKey: b, envVar: B}, {secretKey: a, envVar: C}]
            - secretName: old
              secretNameParameter: {componentInputParameter: epochs}
              keyToEnv: [{secretKey: a, envVar: C}]
              optional: false
            configMapAsEnv:
            - configMapNameParameter: {taskOutputParameter: {producerTask: prepare, outputParameterKey: rows}}
              keyToEnv: [{configMapKey: a, envVar: D}]
              optional: true
            fieldPathAsEnv:
            - {name: POD, fieldPath: metadata.name}
            """);

    assertThat(needs.bundleVariables())
        .containsExactly(
            new BundleVariables<>(
                BundleKind.SECRET,
                constant("\"old\"", "secretAsEnv[0]"),
                Map.of("A", "a", "B", "b", "C", "a"),
                null),
            new BundleVariables<>(
                BundleKind.SECRET,
                new PlacedSource(
                    new ParentParameter("epochs"), EXECUTOR + "secretAsEnv[1].secretNameParameter"),
                Map.of("C", "a"),
                false),
            new BundleVariables<>(
                BundleKind.CONFIG_MAP,
                new PlacedSource(
                    new TaskOutputParameter("prepare", "rows"),
                    EXECUTOR + "configMapAsEnv[0].configMapNameParameter"),
                Map.of("D", "a"),
                true));
    assertThat(needs.fieldVariables()).containsExactly(new FieldVariable("POD", "metadata.name"));
  }

  @Test
  void readsVolumesInNewAndOldForms() {
    PlatformNeeds<PlacedSource> needs =
        needs(
            """
            secretAsVolume: [{secretName: s, mountPath: /s, optional: true}]
            configMapAsVolume: [{configMapName: c, mountPath: /c}]
            pvcMount:
            - {constant: p, mountPath: /p, subPath: part}
            - {componentInputParameter: epochs, mountPath: /q}
            - {taskOutputParameter: {producerTask: prepare, outputParameterKey: rows}, mountPath: /r}
            emptyDirMounts: [{volumeName: e, mountPath: /e, medium: Memory, sizeLimit: 1Gi}]
            genericEphemeralVolume:
            - {volumeName: t, mountPath: /t, size: 2Gi, accessModes: [ReadWriteOnce], storageClassName: fast}
            - {volumeName: m, mountPath: /m, size: 1Gi, defaultStorageClass: true, metadata: {labels: {team: a}, annotations: {note: b}}}
            """);

    assertThat(needs.volumes())
        .containsExactly(
            new BundleVolume<>(
                BundleKind.SECRET, constant("\"s\"", "secretAsVolume[0]"), "/s", true),
            new BundleVolume<>(
                BundleKind.CONFIG_MAP, constant("\"c\"", "configMapAsVolume[0]"), "/c", null),
            new ClaimVolume<>(constant("\"p\"", "pvcMount[0]"), "/p", "part"),
            new ClaimVolume<>(
                new PlacedSource(new ParentParameter("epochs"), EXECUTOR + "pvcMount[1]"),
                "/q",
                ""),
            new ClaimVolume<>(
                new PlacedSource(
                    new TaskOutputParameter("prepare", "rows"), EXECUTOR + "pvcMount[2]"),
                "/r",
                ""),
            new EphemeralVolume<PlacedSource>("t", "/t", List.of("ReadWriteOnce"), "2Gi", "fast"),
            new EphemeralVolume<PlacedSource>(
                "m",
                "/m",
                List.of(),
                "1Gi",
                "",
                new ClaimMarks(Map.of("team", "a"), Map.of("note", "b"))),
            new EmptyVolume<PlacedSource>("e", "/e", "Memory", "1Gi"));
    assertThat(needs.volumes()).extracting(VolumeNeed::mountPath).doesNotContainNull();
  }

  @Test
  void readsPlacementInTheFormOfThePodSpecification() {
    PlatformNeeds<PlacedSource> needs =
        needs(
            """
            nodeSelector: {labels: {disk: fast}}
            tolerations:
            - {key: k, operator: Exists, tolerationSeconds: '30'}
            - tolerationJson: {componentInputParameter: epochs}
            nodeAffinity:
            - matchExpressions: [{key: z, operator: In, values: [a]}]
            - {matchExpressions: [{key: z, operator: Exists}], weight: 7}
            - {}
            """);

    assertThat(needs.placement().nodeSelector())
        .isEqualTo(constant("{\"disk\": \"fast\"}", "nodeSelector"));
    assertThat(needs.placement().tolerations())
        .containsExactly(
            constant(
                "{\"key\": \"k\", \"operator\": \"Exists\", \"tolerationSeconds\": 30}",
                "tolerations[0]"),
            new PlacedSource(
                new ParentParameter("epochs"), EXECUTOR + "tolerations[1].tolerationJson"));
    assertThat(needs.placement().nodeAffinities())
        .containsExactly(
            constant(
                """
                {"requiredDuringSchedulingIgnoredDuringExecution": {"nodeSelectorTerms":
                  [{"matchExpressions": [{"key": "z", "operator": "In", "values": ["a"]}]}]}}
                """,
                "nodeAffinity[0]"),
            constant(
                """
                {"preferredDuringSchedulingIgnoredDuringExecution": [{"weight": 7,
                  "preference": {"matchExpressions": [{"key": "z", "operator": "Exists"}]}}]}
                """,
                "nodeAffinity[1]"));
  }

  @Test
  void readsTheRest() {
    PlatformNeeds<PlacedSource> needs =
        needs(
            """
            activeDeadlineSeconds: '30'
            imagePullPolicy: Always
            imagePullSecret: [{secretName: registry}]
            podMetadata: {labels: {a: b}, annotations: {c: d}}
            securityContext: {runAsUser: '5', runAsNonRoot: true}
            enabledSharedMemory: {volumeName: shm, size: 1Gi}
            podAffinity:
            - {topologyKey: zone, matchPodLabels: {a: b}}
            - topologyKey: node
              weight: 5
              anti: true
              namespaces: [other]
              matchNamespaceExpressions: [{key: k, operator: Exists}]
            initContainers: [{name: first, image: busybox}]
            """);

    assertThat(needs.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(needs.imagePull().policy()).isEqualTo("Always");
    assertThat(needs.imagePull().secrets())
        .containsExactly(constant("\"registry\"", "imagePullSecret[0]"));
    assertThat(needs.labels()).isEqualTo(Map.of("a", "b"));
    assertThat(needs.annotations()).isEqualTo(Map.of("c", "d"));
    assertThat(needs.user().userId()).isEqualTo(5);
    assertThat(needs.user().groupId()).isNull();
    assertThat(needs.volumes()).containsExactly(new SharedMemoryVolume<PlacedSource>("1Gi"));
    assertThat(JsonWriter.write(JsonValue.listOf(needs.placement().podAffinities())))
        .isEqualTo(
            "[{\"podAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":"
                + "[{\"labelSelector\":{\"matchLabels\":{\"a\":\"b\"}},\"topologyKey\":\"zone\"}]}},"
                + "{\"podAntiAffinity\":{\"preferredDuringSchedulingIgnoredDuringExecution\":"
                + "[{\"weight\":5,\"podAffinityTerm\":{\"topologyKey\":\"node\","
                + "\"namespaces\":[\"other\"],\"namespaceSelector\":{\"matchExpressions\":"
                + "[{\"key\":\"k\",\"operator\":\"Exists\"}]}}}]}}]");
    assertThat(needs.others()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "imagePullPolicy: Sometimes|imagePullPolicy|Sometimes",
        "secretAsVolume: [{secretName: s, mountPath: here}]|secretAsVolume[0].mountPath|absolute",
        "secretAsVolume: [{mountPath: /s}]|secretAsVolume[0]|secretNameParameter",
        "pvcMount: [{mountPath: /s}]|pvcMount[0]|pvcNameParameter",
        "podAffinity: [{weight: 5}]|podAffinity[0].topologyKey|a label of nodes",
        "podAffinity: [{topologyKey: z, weight: 0}]|podAffinity[0].weight|from 1 to 100",
        "secretAsEnv: [{secretName: s, keyToEnv: [{secretKey: a}]}]|secretAsEnv[0].keyToEnv|empty",
        "activeDeadlineSeconds: soon|activeDeadlineSeconds|soon"
      })
  void refusesWhatWouldFailOnTheWay(String settings, String place, String part) {
    assertThatThrownBy(() -> needs(settings + "\n"))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.path()).isEqualTo(EXECUTOR + place))
        .hasMessageContaining(part);
  }

  @Test
  void waitsForTasksWhoseOutputsNameThings() {
    String text =
        TRAINING
            .replace("dependentTasks: [prepare]", "dependentTasks: []")
            .replace(
                "taskOutputParameter: {producerTask: prepare, outputParameterKey: rows}",
                "runtimeValue: {constant: 3}");
    assertThat(PipelineDocumentReader.read(text).specification().root().tasks().get("train"))
        .satisfies(train -> assertThat(train.dependencies()).isEmpty());

    var train =
        read(
                text,
                """
                pvcMount:
                - mountPath: /p
                  pvcNameParameter: {taskOutputParameter: {producerTask: prepare, outputParameterKey: rows}}
                """)
            .root()
            .tasks()
            .get("train");

    assertThat(train).isNotNull();
    assertThat(train.dependencies()).contains("prepare");
  }

  @Test
  void readsWhatIsPassedThrough() {
    String text =
        TRAINING.replace(
            "    executorLabel: exec-train\n",
            """
                executorLabel: exec-train
                taskConfigPassthroughs:
                - {field: RESOURCES}
                - {field: ENV, applyToTask: true}
            """);

    assertThat(platform(read(text, "imagePullPolicy: Never\n")).passthroughs())
        .isEqualTo(Map.of(TaskSettingsField.RESOURCES, false, TaskSettingsField.ENV, true));
  }

  @Test
  void readsTheLimitsOfRuns() {
    String platform =
        "---\nplatforms: {kubernetes: {pipelineConfig: {activeDeadlineSeconds: 600,"
            + " resourceTtlOnSuccess: 5, resourceTtlOnFailure: 0, resourceTtlOnCompletion: -1}}}\n";

    assertThat(PipelineDocumentReader.read(TRAINING + platform).specification().limits())
        .isEqualTo(new RunLimits(Duration.ofMinutes(10), null, Duration.ofSeconds(5), null));
    assertThat(PipelineDocumentReader.read(TRAINING).specification().limits())
        .isEqualTo(RunLimits.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{size: rather large}|size|\"rather large\"",
        "{kubernetes: {pvcSpecPatch: {accessModes: ReadWriteOnce}}}|kubernetes.pvcSpecPatch.accessModes|a list of texts",
        "{kubernetes: {pvcSpecPatch: {accessModes: [1]}}}|kubernetes.pvcSpecPatch.accessModes|a list of texts",
        "{kubernetes: {pvcSpecPatch: {storageClassName: ''}}}|kubernetes.pvcSpecPatch.storageClassName|not empty",
        "{kubernetes: {pvcSpecPatch: {resources: {}}}}|kubernetes.pvcSpecPatch.resources|storageClassName"
      })
  void refusesAWorkspaceThatNoClusterHas(String workspace, String place, String part) {
    assertThatThrownBy(() -> withWorkspace(workspace))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception ->
                assertThat(exception.path())
                    .isEqualTo("platforms.kubernetes.pipelineConfig.workspace." + place))
        .hasMessageContaining(part);
  }

  @Test
  void takesAWorkspaceWithAPatch() {
    assertThat(
            withWorkspace(
                    "{size: 1.5Gi, kubernetes: {pvcSpecPatch: {accessModes: [ReadWriteMany], storageClassName: fast}}}")
                .hasWorkspace())
        .isTrue();
  }

  private static PipelineSpecification withWorkspace(String workspace) {
    String platform = "---\nplatforms: {kubernetes: {pipelineConfig: {workspace: %s}}}\n";
    return PipelineDocumentReader.read(TRAINING + platform.formatted(workspace)).specification();
  }

  private static PlacedSource constant(String json, String place) {
    return new PlacedSource(new ConstantParameter(json(json)), EXECUTOR + place);
  }

  private static JsonValue json(String text) {
    return JsonReader.read(text);
  }

  private static PlatformNeeds<PlacedSource> needs(String settings) {
    return platform(read(TRAINING, settings)).needs();
  }

  private static ExecutorPlatform<PlacedSource> platform(PipelineSpecification specification) {
    return ((ContainerComponent)
            specification.componentOf(specification.root().tasks().get("train")))
        .platform();
  }

  private static PipelineSpecification read(String pipeline, String settings) {
    String document =
        "---\nplatforms:\n  kubernetes:\n    deploymentSpec:\n      executors:\n        exec-train:\n"
            + settings.indent(10);
    return PipelineDocumentReader.read(pipeline + document).specification();
  }
}
