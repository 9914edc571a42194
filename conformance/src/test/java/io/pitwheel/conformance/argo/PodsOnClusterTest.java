package io.pitwheel.conformance.argo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a whole server makes of a pipeline on the cluster: pods of the user's tasks, and no more.
 */
@Timeout(120)
class PodsOnClusterTest extends ServerOnClusterFixture {
  private static final int PATIENCE_SECONDS = 60;

  PodsOnClusterTest(TestNamespace namespace) {
    super(namespace);
  }

  @Test
  void runsCommandsInImagesOfEveryKind() throws Exception {
    JsonObject result = server.run(request("images"));

    assertThat(JsonWriter.write(result))
        .contains(
            "\"state\":\"SUCCEEDED\"",
            "\"word\":\"static\"",
            "\"word\":\"musl\"",
            "\"word\":\"static\\n\"",
            "\"word\":\"musl 1\"");
    assertThat(podsOf(result)).hasSize(4);
    Set<String> known = namesIn(server.download(support(result)));
    assertThat(known)
        .contains("README.txt", "run.yaml", "result.yaml", "system/root.jsonl")
        .anyMatch(name -> name.startsWith("cluster/workflows/"))
        .anyMatch(name -> name.startsWith("cluster/events/"));
    for (Pod pod : podsOf(result)) {
      String name = pod.getMetadata().getName();
      assertThat(known)
          .contains("cluster/pods/%s.yaml".formatted(name))
          .contains("cluster/pod-logs/%s/main.log".formatted(name));
    }
  }

  private static String support(JsonObject result) {
    return "/apis/v2beta1/runs/%s/support".formatted(runIdOf(result));
  }

  private static Set<String> namesIn(byte[] archive) throws IOException {
    var names = new TreeSet<String>();
    try (var entries = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void asksTheCommandsOfATerminatedRunToEndAndKeepsWhatTheyPrint() throws Exception {
    String runId = server.create(request("stubborn"));
    pods(runId)
        .waitUntilCondition(
            pod -> pod != null && "Running".equals(pod.getStatus().getPhase()),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
    Iterator<String> printed = server.follow(runId, "work").iterator();
    assertThat(printed.next()).isEqualTo("begun");

    server.post("/apis/v2beta1/runs/%s:terminate".formatted(runId), "{}");

    assertThat(printed).toIterable().last().isEqualTo("told to end");
    JsonObject result = server.resultOf(runId);
    assertThat(JsonWriter.write(result)).contains("\"state\":\"FAILED\"", "CANCELLED");
    assertThat(server.follow(runId, "work")).startsWith("begun").endsWith("told to end");
    assertThat(podsOf(result)).hasSize(1);
  }

  private List<Pod> podsOf(JsonObject result) {
    return pods(runIdOf(result)).list().getItems();
  }

  private static String runIdOf(JsonObject result) {
    return JsonWriter.text(Objects.requireNonNull(result.members().get("run_id")));
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
