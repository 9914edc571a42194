package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Models in images that have nothing but the files, read by tasks of the real cluster. */
@Timeout(240)
@ExtendWith(ClusterExtension.class)
class ModelsOnClusterTest {
  @Test
  void giveTasksTheirFilesWhereTheSdkLooks(TestNamespace namespace, @TempDir Path folder)
      throws IOException, InterruptedException {
    try (ClusterServer here = ClusterServer.start(namespace, folder);
        var server = new PipelineServer(here.address())) {
      String result = JsonWriter.write(server.run(request()));

      assertThat(result)
          .contains(
              "\"word\":\"{\\\"layers\\\": 3}\\nweights\\n\"",
              "\"word\":\"1000 /oci/registry.example_pitwheel_model:1/models config.json deep\\n\"",
              "registry.example/pitwheel/none:1");
      assertThat(
              namespace.cluster().client().pods().inNamespace(namespace.name()).list().getItems())
          .hasSize(3);
    }
  }

  private static JsonObject request() throws IOException {
    Path file = Checkout.root().resolve("conformance/src/test/resources/argo/models.pipeline.yaml");
    List<JsonObject> documents = PipelineText.documents(Files.readString(file));
    JsonObject pipeline =
        new JsonMembers()
            .put("pipeline_spec", documents.getFirst())
            .put("platform_spec", documents.getLast())
            .build();
    return new JsonMembers().put("display_name", "models").put("pipeline_spec", pipeline).build();
  }
}
