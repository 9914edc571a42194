package io.pitwheel.conformance.argo;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Policies of an admin who refuses some pods and some Workflows in the namespace of a test. */
record AdmissionRules(TestNamespace namespace) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
  private static final String FORM =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: NAME-pods}
      spec:
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
          objectSelector: {matchLabels: {to-be-refused: pods}}
          resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
        validations:
        - {expression: "false", message: no such pods here}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: NAME-workflows}
      spec:
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: NAME}}
          resourceRules: [{apiGroups: [argoproj.io], apiVersions: [v1alpha1], operations: [CREATE], resources: [workflows]}]
        validations:
        - {expression: "!object.metadata.name.startsWith('refused-')", message: no such Workflows here}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: NAME-pods}
      spec: {policyName: NAME-pods, validationActions: [Deny]}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: NAME-workflows}
      spec: {policyName: NAME-workflows, validationActions: [Deny]}
      """;

  /** Makes them, and returns when they count. */
  static AdmissionRules make(TestNamespace namespace) {
    var rules = new AdmissionRules(namespace);
    client(namespace).load(rules.manifest()).serverSideApply();
    rules.awaitRefusal();
    return rules;
  }

  @Override
  public void close() {
    client(namespace).load(manifest()).delete();
  }

  /** A policy counts a moment after it was made. */
  private void awaitRefusal() {
    var never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!isRefused()) {
        if (System.nanoTime() > end
            || never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              "waited %s for policies (expected: they count)".formatted(PATIENCE));
        }
      }
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for policies", exception);
    }
  }

  private boolean isRefused() {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("probe")
            .withNamespace(namespace.name())
            .addToLabels("to-be-refused", "pods")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("none")
            .endContainer()
            .endSpec()
            .build();
    try {
      client(namespace).resource(pod).dryRun().create();
      return false;
    } catch (KubernetesClientException exception) {
      return String.valueOf(exception.getMessage()).contains("no such pods here");
    }
  }

  private ByteArrayInputStream manifest() {
    return new ByteArrayInputStream(
        FORM.replace("NAME", namespace.name()).getBytes(StandardCharsets.UTF_8));
  }

  private static KubernetesClient client(TestNamespace namespace) {
    return namespace.cluster().client();
  }
}
