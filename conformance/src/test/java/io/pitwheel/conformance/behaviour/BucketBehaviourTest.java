package io.pitwheel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.testing.objectstore.BucketSettings;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * buckets. Cases that import from a bucket nobody made fail there, with its name.
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
    Path data = Files.createDirectory(folder.resolve("data"));
    BucketSettings settings = BucketSettings.of(BucketServer.shared(), data);
    root = settings.root();
    var flags = new HashMap<>(Map.of("server.port", "0", "server.grpcPort", "0"));
    flags.putAll(settings.flags());
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
    BehaviourCase given =
        BehaviourCase.named(name, Files.createDirectory(folder.resolve(name)).toString());

    assertThat(given.differences(server)).as(given.about()).isEmpty();
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
