package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run of a whole server that is retried, and then deleted. */
@Timeout(180)
class RetryOnClusterTest extends ServerOnClusterFixture {
  private static final int PATIENCE_SECONDS = 60;

  RetryOnClusterTest(TestNamespace namespace) {
    super(namespace);
  }

  @Test
  void goesOnInAnotherWorkflowAndLeavesNothingWhenItIsDeleted() throws Exception {
    String script =
        "if mkdir MARKS/first; then exit 1; fi"
            .replace("MARKS", namespace.cluster().newSharedFolder());
    String runId = server.create(OneTask.of("again", script).request());
    assertThat(JsonWriter.write(server.resultOf(runId))).contains("\"state\":\"FAILED\"");
    String path = "/apis/v2beta1/runs/" + runId;

    server.post(path + ":retry", "{}");

    assertThat(JsonWriter.write(server.resultOf(runId))).contains("\"state\":\"SUCCEEDED\"");
    assertThat(workflows(runId).list().getItems()).hasSize(2);
    assertThat(pods(runId).list().getItems()).hasSize(2);

    server.delete(path);

    awaitNone(workflows(runId));
    awaitNone(pods(runId));
  }

  private static <T> void awaitNone(Informable<T> resources) throws Exception {
    var _ = resources.informOnCondition(List::isEmpty).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private FilterWatchListDeletable<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      workflows(String runId) {
    return namespace
        .cluster()
        .client()
        .genericKubernetesResources("argoproj.io/v1alpha1", "Workflow")
        .inNamespace(namespace.name())
        .withLabel("pipeline/runid", runId);
  }
}
