package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.cluster.ClusterExtension;
import io.pitwheel.testing.cluster.TestCluster;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server and a controller of Argo's that are killed while pods work: nothing hangs, and nothing
 * is run twice.
 */
@Timeout(180)
@ExtendWith(ClusterExtension.class)
class InterruptionsTest {
  private static final int PATIENCE_SECONDS = 60;
  private static final String CONTROLLER = "workflow-controller";

  private final TestCluster cluster;
  private TestNamespace namespace;
  private final Path folder;
  private final String marks;
  private ClusterProgram program;
  private PipelineServer server;

  InterruptionsTest(TestCluster cluster, @TempDir Path folder) {
    this.cluster = cluster;
    this.folder = folder;
    this.marks = cluster.newSharedFolder();
  }

  @BeforeEach
  void openServer(TestNamespace ofThisTest) throws IOException {
    namespace = ofThisTest;
    program = ClusterProgram.start(namespace, folder);
    server = new PipelineServer(program.address());
  }

  @AfterEach
  void closeServer() {
    cluster.bringUp("argo");
    server.close();
    program.close();
  }

  @Test
  void goesOnWithWhatEndedWhileServerAndControllerWereAway() throws Exception {
    String runId = server.create(request());
    assertThat(server.awaitEvent(runId, "\"path\":\"first\"")).contains("RUNNING");
    assertThat(server.follow(runId, "first").findFirst()).contains("begun");

    killController();
    program.kill();
    letGo();
    program.startAgain();
    cluster.bringUp("argo");

    assertEndsWellOnce(runId);
  }

  @Test
  void answersAgainWhenTheControllerIsKilledBeforeItKeepsAnAnswer() throws Exception {
    letGo();
    String runId = server.create(request());
    awaitAnswer();

    killController();
    cluster.bringUp("argo");

    assertEndsWellOnce(runId);
  }

  /** A second run of any of the tasks would have failed. */
  private void assertEndsWellOnce(String runId) throws Exception {
    JsonObject result = server.resultOf(runId);
    assertThat(JsonWriter.write(result))
        .contains("\"state\":\"SUCCEEDED\"")
        .doesNotContain("\"attempt\":2");
    assertThat(namespace.cluster().client().pods().inNamespace(namespace.name()).list().getItems())
        .hasSize(3);
    assertThat(onHost().toFile().list())
        .containsExactlyInAnyOrder("go", "first", "second", "third");
  }

  private void awaitAnswer() {
    GenericKubernetesResource answered =
        cluster
            .client()
            .genericKubernetesResources("argoproj.io/v1alpha1", "WorkflowTaskSet")
            .inNamespace(namespace.name())
            .waitUntilCondition(
                set -> set != null && set.get("status", "nodes") != null,
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
    assertThat(answered).isNotNull();
  }

  private void killController() throws IOException {
    String process = Files.readString(cluster.kubeconfig().resolveSibling(CONTROLLER + ".process"));
    ProcessHandle.of(Long.parseLong(process.split(" ", 2)[0]))
        .ifPresent(handle -> {
          handle.destroyForcibly();
          handle.onExit().join();
        });
  }

  private void letGo() throws IOException {
    Files.createFile(onHost().resolve("go"));
  }

  private Path onHost() {
    return cluster
        .kubeconfig()
        .resolveSibling("shared")
        .resolve(Objects.requireNonNull(Path.of(marks).getFileName()));
  }

  private JsonObject request() throws IOException {
    String text =
        Files.readString(
            Checkout.root()
                .resolve("conformance/src/test/resources/argo/interrupted.pipeline.yaml"));
    return new JsonMembers()
        .put("display_name", "interrupted")
        .put("pipeline_spec", PipelineText.documents(text.replace("MARKS", marks)).getFirst())
        .build();
  }
}
