package io.pitwheel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cases that touch artifacts, on a server of one machine that keeps them in a real store of
 * buckets. Its credentials are files, as a cluster mounts them. Cases that import from a bucket
 * nobody made fail there, with its name.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BucketBehaviourTest {
  private static final int SLOTS = 4;

  @TempDir static Path folder;
  private String root = "";
  private PitwheelServer here;
  private PipelineServer server;

  @BeforeAll
  void openServer() throws IOException {
    BucketServer buckets = BucketServer.shared();
    root = "s3://" + buckets.newBucket() + "/team/a";
    Path data = Files.createDirectory(folder.resolve("data"));
    Path secret = Files.createDirectories(data.resolve("secrets/bucket-keys"));
    Files.writeString(secret.resolve("access"), BucketServer.ACCESS_KEY + "\n");
    Files.writeString(secret.resolve("secret"), BucketServer.SECRET_KEY + "\n");
    Path providers =
        Files.writeString(
            folder.resolve("providers.yaml"),
            """
            s3:
              default:
                endpoint: %s
                region: us-east-1
                disableSSL: true
                credentials:
                  secretRef: {secretName: bucket-keys, accessKeyKey: access, secretKeyKey: secret}
            """
                .formatted(buckets.endpoint().getAuthority()));
    var flags = new HashMap<>(Map.of("server.port", "0", "server.grpcPort", "0"));
    flags.put("objectStore.root", root);
    flags.put("objectStore.providersFile", providers.toString());
    here =
        PitwheelServer.start(
            ServerSettings.of(data, flags), new LocalEngineFactory(SLOTS, parts -> parts));
    server = new PipelineServer(here.address());
  }

  @AfterAll
  void closeServer() {
    if (here != null) {
      server.close();
      here.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "artifacts",
        "cache-hits-and-misses",
        "inputs-of-every-kind",
        "loops-over-artifacts",
        "workspace"
      })
  void behavesAsItsCaseSays(String name) throws IOException, InterruptedException {
    Path scratch = Files.createDirectory(folder.resolve(name));
    var given =
        BehaviourCase.read(
            BehaviourTest.RESOURCES.resolve("behaviour").resolve(name), scratch.toString());
    var differences = new ArrayList<String>();
    for (int i = 0; i < given.runs().size(); i++) {
      BehaviourRun run = given.runs().get(i);
      differences.addAll(
          Fragment.differences(
              "run " + (i + 1), run.expected(), server.run(run.request(given.name(), ""))));
    }

    assertThat(differences)
        .withFailMessage(() -> given.about() + "\n" + String.join("\n", differences))
        .isEmpty();
  }

  @Test
  void givesPythonFunctionsLocalCopiesOfWhatIsInTheBucket()
      throws IOException, InterruptedException {
    Path example = Checkout.root().resolve("examples/penguins/penguins.yaml");
    JsonObject pipeline =
        PipelineText.documents(Files.readString(example, StandardCharsets.UTF_8)).getFirst();

    JsonObject result =
        server.run(
            new JsonObject(
                Map.of("display_name", JsonValue.of("penguins"), "pipeline_spec", pipeline)));

    String text = JsonWriter.write(result);
    assertThat(text).contains("\"state\":\"SUCCEEDED\"", "\"uri\":\"" + root + "/");
    assertThat(text).doesNotContain("\"uri\":\"/");
    assertThat(folder.resolve("data/artifacts")).doesNotExist();
  }
}
