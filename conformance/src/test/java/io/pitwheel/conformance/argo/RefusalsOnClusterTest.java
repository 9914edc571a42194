package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a cluster refuses, by its own rules or its admin's: a run says so in the cluster's words, at
 * once or while it waits.
 */
@Timeout(120)
class RefusalsOnClusterTest extends ServerOnClusterFixture {
  private AdmissionRules rules;

  RefusalsOnClusterTest(TestNamespace namespace) {
    super(namespace);
  }

  @Override
  void prepare() {
    rules = AdmissionRules.make(namespace);
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("no-things")
            .withNamespace(namespace.name())
            .endMetadata()
            .withNewSpec()
            .withHard(Map.of("requests.example.com/thing", new Quantity("0")))
            .endSpec()
            .build();
    namespace.cluster().client().resource(quota).create();
  }

  @AfterAll
  void closeRules() {
    if (rules != null) {
      rules.close();
    }
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysThatAQuotaHasNoRoomForAPod() throws Exception {
    String runId =
        server.create(
            OneTask.of("quota", "true")
                .withResources("{accelerator: {type: example.com/thing, count: 1}}")
                .request());

    assertThat(server.awaitEvent(runId, "exceeded quota: no-things"))
        .contains("its pod waits: ", "requested: requests.example.com/thing=1");
    server.post("/apis/v2beta1/runs/%s:terminate".formatted(runId), "{}");
    assertThat(JsonWriter.write(server.resultOf(runId)))
        .contains("CANCELLED", "its pod waited: ", "exceeded quota: no-things");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failsATaskWhosePodARuleOfTheAdminRefuses() throws Exception {
    String result =
        ended(
            OneTask.of("pod", "true")
                .withPlatform("{podMetadata: {labels: {to-be-refused: pods}}}"));

    assertThat(result)
        .contains(
            "\"state\":\"FAILED\"",
            "PERMISSION_DENIED",
            "its pod failed: ",
            "ValidatingAdmissionPolicy",
            "no such pods here");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failsARunWhoseWorkflowARuleOfTheAdminRefuses() throws Exception {
    assertThat(ended(OneTask.of("refused", "true")))
        .contains(
            "\"state\":\"FAILED\"",
            "submitting a Workflow to namespace " + namespace.name(),
            "ValidatingAdmissionPolicy",
            "no such Workflows here");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void failsATaskWithATolerationThatThereIsNot() throws Exception {
    assertThat(
            ended(
                OneTask.of("toleration", "true")
                    .withPlatform("{tolerations: [{key: a, operator: Sometimes}]}")))
        .contains(
            "\"state\":\"FAILED\"", "INVALID_ARGUMENT", "tolerations[0].operator", "Sometimes");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void refusesAQuantityThatIsNone() {
    assertRefused(
        OneTask.of("quantity", "true").withResources("{resourceMemoryLimit: 12 apples}"),
        "deploymentSpec.executors.exec-work.container.resources.resourceMemoryLimit: \\\"12 apples\\\"");
    assertRefused(
        OneTask.of("quantity", "true")
            .withPlatform(
                "{emptyDirMounts: [{volumeName: scratch, mountPath: /scratch, sizeLimit: 1 GB}]}"),
        "exec-work.emptyDirMounts[0].sizeLimit: \\\"1 GB\\\"");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysThatAVolumeWaitsForAStorageClassThatThereIsNot() throws Exception {
    String runId =
        server.create(
            OneTask.of("class", "true")
                .withPlatform(
                    "{genericEphemeralVolume: [{volumeName: scratch, mountPath: /scratch, accessModes: [ReadWriteOnce], size: 1Gi, storageClassName: nobodys}]}")
                .request());

    assertThat(server.awaitEvent(runId, "unbound immediate PersistentVolumeClaims"))
        .contains("its pod waits: Unschedulable");
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void saysThatAMapOfSettingsIsMissing() throws Exception {
    String runId =
        server.create(
            OneTask.of("map", "true")
                .withPlatform(
                    "{configMapAsEnv: [{configMapNameParameter: {runtimeValue: {constant: nobodys}}, keyToEnv: [{configMapKey: a, envVar: A}]}]}")
                .request());

    assertThat(server.awaitEvent(runId, "configmap \\\"nobodys\\\" not found"))
        .contains("its pod waits: CreateContainerConfigError");
  }

  private void assertRefused(OneTask task, String reason) {
    assertThatThrownBy(() -> server.create(task.request()))
        .hasMessageContaining(": 400 ")
        .hasMessageContaining(reason)
        .hasMessageContaining("expected: a quantity such as 500m, 2 or 1.5Gi");
  }
}
