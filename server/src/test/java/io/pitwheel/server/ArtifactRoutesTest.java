package io.pitwheel.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of artifacts, as browsers and KFP's clients ask for them. */
@Timeout(60)
@TestInstance(Lifecycle.PER_CLASS)
class ArtifactRoutesTest {
  private static final String ROOT = "/apis/v2beta1/artifacts/";

  @TempDir static Path folder;
  private RunningServer server;
  private RunSteps steps;
  private String runId = "";

  @BeforeAll
  void start() throws IOException, InterruptedException {
    server = new RunningServer(folder.resolve("data"));
    runId = server.createRun("one");
    Path kept = folder.resolve("data/artifacts");
    Path tree = Files.createDirectories(kept.resolve("model/deep"));
    Path file = Files.writeString(kept.resolve("notes.txt"), "0123456789");
    Path secret = Files.writeString(folder.resolve("secret"), "hunter2");
    Files.createSymbolicLink(kept.resolve("link"), secret);
    new ProcessBuilder("mkfifo", kept.resolve("pipe").toString()).start().waitFor();
    Files.writeString(tree.resolve("weights.bin"), "w");
    Files.writeString(kept.resolve("model/card.md"), "# card");
    Path wide = Files.createDirectories(kept.resolve("wide"));
    for (int i = 0; i < 201; i++) {
      Files.createFile(wide.resolve("file-" + i));
    }
    Path page = Files.writeString(kept.resolve("page"), "<script>alert(1)</script>");
    steps =
        new RunSteps(server, runId)
            .begin()
            .start("greet")
            .succeed(
                new TaskValues(
                    Map.of(),
                    Map.of(
                        "notes", List.of(artifact("notes", "system.Artifact", file)),
                        "model", List.of(artifact("model", "system.Model", kept.resolve("model"))),
                        "wide", List.of(artifact("wide", "system.Artifact", wide)),
                        "page", List.of(artifact("page", "system.HTML", page)),
                        "endless",
                            List.of(artifact("endless", "system.Artifact", kept.resolve("pipe"))),
                        "gone", List.of(artifact("gone", "system.Model", kept.resolve("gone"))),
                        "secret", List.of(artifact("secret", "system.Model", secret)),
                        "beside", List.of(artifact("beside", "system.Model", folder)),
                        "link", List.of(artifact("link", "system.Model", kept.resolve("link"))),
                        "metrics", List.of(artifact("metrics", "system.Metrics", null)))),
                "greet");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret:download",
        "secret:preview",
        "link:download",
        "link:preview",
        "beside:download",
        "beside:preview",
        "beside:download?path=secret",
        "beside:preview?path=secret",
        "beside:download?path=data/server.json"
      })
  void handsOutNothingElseOfThisMachine(String route) {
    HttpResponse<String> answer = server.get(ROOT + route);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("objectStore.localFolders").doesNotContain("hunter2");
  }

  @Test
  void readsNothingElseOfThisMachineForTheOldRoute() {
    HttpResponse<String> answer =
        server.get(
            "/apis/v2beta1/runs/%s/nodes/%s/artifacts/secret:read"
                .formatted(runId, steps.taskId("greet")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
  }

  @Test
  void downloadsAFileThatABrowserSavesAndDoesNotRun() {
    HttpResponse<String> answer = server.get(ROOT + "notes:download");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(header(answer, "content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(answer, "content-length")).isEqualTo("10");
    assertThat(header(answer, "accept-ranges")).isEqualTo("bytes");
    assertThat(header(answer, "content-disposition"))
        .isEqualTo("attachment; filename=\"notes.txt\"");
    assertSandboxed(answer);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=2-4, 206, 234, bytes 2-4/10",
    "bytes=8-, 206, 89, bytes 8-9/10",
    "bytes=-3, 206, 789, bytes 7-9/10",
    "bytes=-30, 206, 0123456789, bytes 0-9/10",
    "bytes=5-500, 206, 56789, bytes 5-9/10",
    "bytes=10-, 416, '', bytes */10",
    "bytes=-0, 416, '', bytes */10",
    "bytes=4-2, 200, 0123456789, ''",
    "'bytes=0-1,3-4', 200, 0123456789, ''",
    "lines=1-2, 200, 0123456789, ''",
    "bytes=x, 200, 0123456789, ''",
    "bytes=99999999999999999999-, 200, 0123456789, ''"
  })
  void answersRanges(String range, int status, String body, String contentRange) {
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(server.uri(ROOT + "notes:download")).header("Range", range));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
    assertThat(header(answer, "content-range")).isEqualTo(contentRange);
  }

  @Test
  void answersHeadersAlone() {
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(server.uri(ROOT + "notes:download"))
                .method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "content-length")).isEqualTo("10");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void refusesWhatIsNeitherFileNorFolder() {
    HttpResponse<String> answer = server.get(ROOT + "endless:download");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no file and no folder stands at", "/pipe");
  }

  @Test
  void downloadsAFolderAsAnArchive() throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(server.uri(ROOT + "model:download")).build(),
              BodyHandlers.ofByteArray());

      assertThat(header(answer, "content-type")).isEqualTo("application/zip");
      assertThat(header(answer, "content-disposition"))
          .isEqualTo("attachment; filename=\"model.zip\"");
      assertThat(entries(answer.body()))
          .isEqualTo(Map.of("card.md", "# card", "deep/weights.bin", "w"));
    }
  }

  @Test
  void readsAFileInAFolder() {
    HttpResponse<String> answer = server.get(ROOT + "model:download?path=deep/weights.bin");

    assertThat(answer.body()).isEqualTo("w");
    assertThat(header(answer, "content-type")).isEqualTo("application/octet-stream");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"..", "../notes.txt", "deep/../../notes.txt", "/etc/passwd", "a//b", ".", "%00"})
  void refusesPathsThatLeaveTheArtifact(String path) {
    for (String verb : List.of(":download", ":preview")) {
      HttpResponse<String> answer = server.get(ROOT + "model" + verb + "?path=" + path);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":3").doesNotContain("0123");
    }
  }

  @Test
  void saysWhatAPathMayBe() {
    assertThat(server.get(ROOT + "model:download?path=a//b").body())
        .contains("path: a//b (expected: a path without parts that are empty, . or ..)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "gone", "metrics"})
  void saysThatThereIsNothing(String artifactId) {
    assertThat(server.get(ROOT + artifactId + ":download").statusCode()).isEqualTo(404);
    assertThat(server.get(ROOT + artifactId + ":preview").statusCode()).isEqualTo(404);
  }

  @Test
  void previewsTheBeginningInASandbox() {
    HttpResponse<String> answer = server.get(ROOT + "notes:preview?bytes=4");
    HttpResponse<String> page = server.get(ROOT + "page:preview");

    assertThat(answer.body()).isEqualTo("0123");
    assertThat(header(answer, "x-pitwheel-size")).isEqualTo("10");
    assertThat(header(answer, "content-disposition")).isEqualTo("inline");
    assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertSandboxed(page);
  }

  @Test
  void listsAFolder() {
    HttpResponse<String> answer = server.get(ROOT + "model:preview");

    assertThat(answer.body())
        .isEqualTo(
            "{\"entries\":[{\"name\":\"card.md\",\"is_folder\":false,\"size\":6},{\"name\":\"deep\",\"is_folder\":true}]}");
  }

  @Test
  void listsNoMoreOfAFolderThanAPersonReads() {
    String body = server.get(ROOT + "wide:preview").body();

    assertThat(body.split("\"name\":", -1)).hasSize(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "4194305", "99999999999"})
  void refusesAnAmountThatIsNone(String bytes) {
    assertThat(server.get(ROOT + "notes:preview?bytes=" + bytes).statusCode()).isEqualTo(400);
  }

  @Test
  void readsAnOutputAsClientsOfKfpDo() {
    String nodes = "/apis/v2beta1/runs/" + runId + "/nodes/" + steps.taskId("greet");

    HttpResponse<String> answer = server.get(nodes + "/artifacts/notes:read");
    HttpResponse<String> absent = server.get(nodes + "/artifacts/other:read");
    HttpResponse<String> nowhere =
        server.get("/apis/v2beta1/runs/" + runId + "/nodes/x/artifacts/notes:read");

    assertThat(answer.body())
        .isEqualTo(
            "{\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString("0123456789".getBytes(UTF_8))));
    assertThat(header(answer, "cache-control")).isEqualTo("no-cache, private");
    assertThat(absent.statusCode()).isEqualTo(404);
    assertThat(absent.body()).contains("\"error_message\"", "\"error_details\"", "notes");
    assertThat(nowhere.statusCode()).isEqualTo(404);
  }

  @Test
  void knowsNoOtherVerb() {
    assertThat(server.post(ROOT + "notes:download", "{}").statusCode()).isEqualTo(501);
  }

  private static void assertSandboxed(HttpResponse<?> answer) {
    assertThat(header(answer, "x-content-type-options")).isEqualTo("nosniff");
    assertThat(header(answer, "content-security-policy")).startsWith("sandbox");
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static Artifact artifact(
      String name, String type, @org.jspecify.annotations.Nullable Path path) {
    String uri = path == null ? "" : path.toString();
    return new Artifact(name, name, uri, type, "0.0.1", JsonObject.EMPTY);
  }

  private static Map<String, String> entries(byte[] archive) throws IOException {
    var found = new TreeMap<String, String>();
    try (var stream = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (var entry = stream.getNextEntry(); entry != null; entry = stream.getNextEntry()) {
        found.put(entry.getName(), new String(stream.readAllBytes(), UTF_8));
      }
    }
    return found;
  }
}
