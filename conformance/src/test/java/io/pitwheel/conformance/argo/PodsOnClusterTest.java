package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a whole server makes of a pipeline on the cluster: pods of the user's tasks, and no more.
 */
@Timeout(120)
@ExtendWith(ClusterExtension.class)
class PodsOnClusterTest {
  private final TestNamespace namespace;
  private final Path folder;
  private ClusterServer here;
  private PipelineServer server;

  PodsOnClusterTest(TestNamespace namespace, @TempDir Path folder) {
    this.namespace = namespace;
    this.folder = folder;
  }

  @BeforeEach
  void openServer() {
    here = ClusterServer.start(namespace, folder);
    server = new PipelineServer(here.address());
  }

  @AfterEach
  void closeServer() {
    server.close();
    here.close();
  }

  @Test
  void runsCommandsInImagesOfEveryKind() throws Exception {
    JsonObject result = server.run(request("images"));

    assertThat(JsonWriter.text(result.members().get("state")))
        .as(JsonWriter.write(result))
        .isEqualTo("SUCCEEDED");
    assertThat(JsonWriter.write(result))
        .contains(
            "\"word\":\"static\"",
            "\"word\":\"musl\"",
            "\"word\":\"static\\n\"",
            "\"word\":\"musl 1\"");
    assertThat(pods()).hasSize(4);
  }

  private List<Pod> pods() {
    return namespace.cluster().client().pods().inNamespace(namespace.name()).list().getItems();
  }

  private static JsonObject request(String pipeline) throws IOException {
    Path file =
        Checkout.root()
            .resolve("conformance/src/test/resources/argo/%s.pipeline.yaml".formatted(pipeline));
    JsonObject document = PipelineText.documents(Files.readString(file)).getFirst();
    return new JsonObject(
        Map.of("display_name", JsonValue.of(pipeline), "pipeline_spec", document));
  }
}
