package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Claims and workspaces of a whole server, on volumes that were made beforehand. */
@Timeout(120)
@ExtendWith(ClusterExtension.class)
class VolumesOnClusterTest {
  private static final int VOLUMES = 2;
  private static final int PATIENCE_SECONDS = 60;

  private final TestNamespace namespace;
  private final Path folder;
  private NodeVolumes volumes;
  private ClusterServer here;
  private PipelineServer server;

  VolumesOnClusterTest(TestNamespace namespace, @TempDir Path folder) {
    this.namespace = namespace;
    this.folder = folder;
  }

  @BeforeEach
  void open() {
    volumes = NodeVolumes.make(namespace, VOLUMES);
    here = ClusterServer.start(namespace, folder);
    server = new PipelineServer(here.address());
  }

  @AfterEach
  void close() {
    server.close();
    here.close();
    volumes.close();
  }

  @Test
  void letsTasksShareWhatIsThereNoLongerAfterwards() throws Exception {
    JsonObject result = server.run(request());

    assertThat(JsonWriter.text(result.members().get("state")))
        .as(JsonWriter.write(result))
        .isEqualTo("SUCCEEDED");
    assertThat(JsonWriter.write(result)).contains("\"word\":\"volume-workspace\"");
    assertThat(pods()).hasSize(2);
    awaitClaims(claims ->
        claims.stream().allMatch(claim -> claim.getMetadata().getDeletionTimestamp() != null));
    // Kubernetes keeps what ended pods have mounted, too.
    namespace.cluster().client().pods().inNamespace(namespace.name()).delete();
    awaitClaims(List::isEmpty);
  }

  private void awaitClaims(Predicate<List<PersistentVolumeClaim>> condition) throws Exception {
    var _ =
        namespace
            .cluster()
            .client()
            .persistentVolumeClaims()
            .inNamespace(namespace.name())
            .informOnCondition(condition)
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private List<Pod> pods() {
    return namespace.cluster().client().pods().inNamespace(namespace.name()).list().getItems();
  }

  private JsonObject request() throws IOException {
    Path file =
        Checkout.root().resolve("conformance/src/test/resources/argo/volumes.pipeline.yaml");
    List<JsonObject> documents =
        PipelineText.documents(Files.readString(file).replace("CLASS", volumes.storageClass()));
    JsonObject pipeline =
        new JsonMembers()
            .put("pipeline_spec", documents.getFirst())
            .put("platform_spec", documents.getLast())
            .build();
    return new JsonMembers().put("display_name", "volumes").put("pipeline_spec", pipeline).build();
  }
}
