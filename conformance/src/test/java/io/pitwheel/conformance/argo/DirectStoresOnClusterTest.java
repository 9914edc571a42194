package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Pods that open the store themselves, for a server that signs nothing for them. */
@Timeout(400)
@ExtendWith(ClusterExtension.class)
class DirectStoresOnClusterTest {
  private static final String MODE = "kubernetes.launcherCredentials";
  private static final String WRONG_SECRET = "a-secret-that-nobody-may-see";

  @Test
  void readAndWriteWithSecretsOfTheirNamespace(TestNamespace namespace, @TempDir Path folder)
      throws IOException, InterruptedException {
    makeSecret(namespace, "bucket-keys", BucketServer.SECRET_KEY);
    makeSecret(namespace, "wrong-keys", WRONG_SECRET);
    String image = namespace.cluster().launcherImageWithStores();
    Map<String, String> settings = Map.of(MODE, "pod", "kubernetes.launcherImage", image);
    try (ClusterServer here = ClusterServer.start(namespace, folder, settings);
        var server = new PipelineServer(here.address())) {
      JsonObject result = server.run(request("bucket-keys"));
      JsonObject refused = server.run(request("wrong-keys"));

      assertThat(JsonWriter.write(result)).contains("\"word\":\"one\\ntwo\\n\"");
      assertThat(JsonWriter.write(refused))
          .contains("SignatureDoesNotMatch", here.buckets().endpoint().toString())
          .doesNotContain(WRONG_SECRET);
      assertThat(server.get("/metrics").lines())
          .filteredOn(line -> line.contains("service=\"LaunchService\""))
          .anyMatch(line -> line.contains("method=\"BeginLaunch\""))
          .noneMatch(line -> line.contains("method=\"SignObject\""))
          .noneMatch(line -> line.contains("method=\"ListObjects\""))
          .noneMatch(line -> line.contains("Parts\""));
    }
  }

  @Test
  void sayWhichImageTheyNeedWhenTheyAreOfTheOther(TestNamespace namespace, @TempDir Path folder)
      throws IOException, InterruptedException {
    makeSecret(namespace, "bucket-keys", BucketServer.SECRET_KEY);
    try (ClusterServer here = ClusterServer.start(namespace, folder, Map.of(MODE, "pod"));
        var server = new PipelineServer(here.address())) {
      JsonObject result = server.run(request("bucket-keys"));

      assertThat(JsonWriter.write(result))
          .contains("the launcher in this pod has no code for it", "built with --stores");
    }
  }

  private static void makeSecret(TestNamespace namespace, String name, String secret) {
    String profiles =
        "[default]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
            .formatted(BucketServer.ACCESS_KEY, secret);
    namespace
        .cluster()
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace.name())
                .endMetadata()
                .withStringData(
                    Map.of(
                        "access", BucketServer.ACCESS_KEY, "secret", secret, "profiles", profiles))
                .build())
        .create();
  }

  /**
   * @param secret has the credentials of all tasks
   */
  private static JsonObject request(String secret) throws IOException {
    Path file = Checkout.root().resolve("conformance/src/test/resources/argo/direct.pipeline.yaml");
    List<JsonObject> documents =
        PipelineText.documents(Files.readString(file).replace("bucket-keys", secret));
    JsonObject pipeline =
        new JsonMembers()
            .put("pipeline_spec", documents.getFirst())
            .put("platform_spec", documents.getLast())
            .build();
    return new JsonMembers().put("display_name", "direct").put("pipeline_spec", pipeline).build();
  }
}
