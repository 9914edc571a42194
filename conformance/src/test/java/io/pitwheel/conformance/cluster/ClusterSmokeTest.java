package io.pitwheel.conformance.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an engine needs of the cluster: Workflows that a server answers, pods that run and call. */
@ExtendWith(ClusterExtension.class)
class ClusterSmokeTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final String VERSION = "argoproj.io/v1alpha1";
  private static final String ANSWERED_THEN_POD =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Workflow
      metadata:
        name: smoke
        labels: {%s: %s}
      spec:
        entrypoint: main
        templates:
        - name: main
          dag:
            tasks:
            - {name: ask, template: plugin}
            - name: run
              template: pod
              dependencies: [ask]
              arguments: {parameters: [{name: text, value: "{{tasks.ask.outputs.parameters.answer}}"}]}
        - name: plugin
          plugin: {server: {}}
          outputs: {parameters: [{name: answer, valueFrom: {supplied: {}}}]}
        - name: pod
          inputs: {parameters: [{name: text}]}
          container: {image: busybox, command: [test, "{{inputs.parameters.text}}", "=", "yes"]}
      """
          .formatted(TestCluster.INSTANCE_LABEL, TestCluster.INSTANCE);

  @Test
  void aServerAnswersInThePlaceOfAnAgentPod(TestNamespace namespace) {
    var client = namespace.cluster().client();
    var workflow = Serialization.unmarshal(ANSWERED_THEN_POD, GenericKubernetesResource.class);
    client.resource(workflow).inNamespace(namespace.name()).create();

    answer(resource(namespace, "WorkflowTaskSet"));

    String phase =
        text(waitFor(resource(namespace, "Workflow"), this::hasEnded), "status", "phase");
    assertThat(phase).isEqualTo("Succeeded");
    assertThat(client.pods().inNamespace(namespace.name()).list().getItems()).hasSize(1);
  }

  @Test
  void podsReachAServerOfThisProcess(TestNamespace namespace) throws Exception {
    var address = InetAddress.getByName(namespace.cluster().hostAddress());
    try (var server = new ServerSocket(0, 1, address)) {
      var asked = CompletableFuture.runAsync(() -> serveOnce(server));
      String url = "http://%s:%d/".formatted(address.getHostAddress(), server.getLocalPort());
      String program =
          "import urllib.request; print(urllib.request.urlopen('%s').read())".formatted(url);

      PodRun pod = PodRun.start(namespace, "caller", "python:3.11", "python3", "-c", program);

      assertThat(pod.end()).isEqualTo("Succeeded");
      assertThat(pod.log()).isEqualTo("b'hello'");
      asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** As the engine does: the controller sees a task set only by the label. */
  private void answer(Resource<GenericKubernetesResource> taskSet) {
    var asked =
        waitFor(
            taskSet,
            found -> found.get("spec", "tasks") instanceof Map<?, ?> tasks && !tasks.isEmpty());
    String node = ((Map<?, ?>) asked.get("spec", "tasks")).keySet().iterator().next().toString();
    var merge = PatchContext.of(PatchType.JSON_MERGE);
    taskSet.patch(
        merge,
        """
        {"metadata": {"labels": {"%s": "%s"}}}
        """
            .formatted(TestCluster.INSTANCE_LABEL, TestCluster.INSTANCE));
    taskSet
        .subresource("status")
        .patch(
            merge,
            """
            {"status": {"nodes": {"%s": {"phase": "Succeeded",
              "outputs": {"parameters": [{"name": "answer", "value": "yes"}]}}}}}
            """
                .formatted(node));
  }

  private boolean hasEnded(GenericKubernetesResource workflow) {
    return Set.of("Succeeded", "Failed", "Error").contains(text(workflow, "status", "phase"));
  }

  private static String text(GenericKubernetesResource resource, String... path) {
    return String.valueOf((Object) resource.get((Object[]) path));
  }

  private static Resource<GenericKubernetesResource> resource(
      TestNamespace namespace, String kind) {
    return namespace
        .cluster()
        .client()
        .genericKubernetesResources(VERSION, kind)
        .inNamespace(namespace.name())
        .withName("smoke");
  }

  private static GenericKubernetesResource waitFor(
      Resource<GenericKubernetesResource> resource,
      Predicate<GenericKubernetesResource> condition) {
    return resource.waitUntilCondition(
        found -> found != null && condition.test(found), PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static void serveOnce(ServerSocket server) {
    try (Socket caller = server.accept()) {
      var lines = caller.getInputStream();
      byte[] request = new byte[8192];
      int read = lines.read(request);
      assertThat(new String(request, 0, read, UTF_8)).startsWith("GET / ");
      caller
          .getOutputStream()
          .write("HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(UTF_8));
    } catch (IOException exception) {
      throw new AssertionError("serving a pod", exception);
    }
  }
}
