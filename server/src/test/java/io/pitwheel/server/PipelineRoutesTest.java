package io.pitwheel.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineRoutesTest {
  private static final String PIPELINES = "/apis/v2beta1/pipelines";

  @TempDir Path folder;
  private RunningServer server;

  @BeforeEach
  void start() {
    server = new RunningServer(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makesAPipelineAndItsFirstVersionOfAFile() {
    var uploaded =
        server.upload(
            PIPELINES + "/upload?name=two-steps&description=about&namespace=kubeflow",
            "any.yaml",
            Specifications.twoSteps());

    String id = RunningServer.text(uploaded.body(), "pipeline_id");
    String expected =
        """
        {"pipeline_id":"%s","display_name":"two-steps","description":"about",\
        "created_at":"2026-01-02T03:04:05Z","name":"two-steps"}\
        """
            .formatted(id);
    assertThat(uploaded.body()).isEqualTo(expected);
    assertThat(server.get(PIPELINES + "/" + id).body()).isEqualTo(expected);
    assertThat(server.get(PIPELINES + "/names/two-steps").body()).isEqualTo(expected);
    assertThat(server.get(PIPELINES).body())
        .isEqualTo("{\"pipelines\":[" + expected + "],\"total_size\":1}");
    String versions = server.get(PIPELINES + "/" + id + "/versions").body();
    assertThat(versions)
        .contains("\"total_size\":1", "\"name\":\"two-steps\"")
        .doesNotContain("pipeline_spec");
  }

  @Test
  void addsAVersionAndFindsItByItsOwnId() {
    String id =
        RunningServer.text(
            upload("/upload?name=p", "a.yaml", Specifications.twoSteps()).body(), "pipeline_id");

    var version =
        upload("/upload_version?name=v2&pipelineid=" + id, "a.yaml", Specifications.twoSteps());

    String versionId = RunningServer.text(version.body(), "pipeline_version_id");
    assertThat(version.body()).contains("\"name\":\"v2\"", "\"pipeline_id\":\"" + id + "\"");
    assertThat(server.get(PIPELINES + "/other/versions/" + versionId).body())
        .isEqualTo(version.body());
    assertThat(
            upload("/upload_version?name=v2&pipelineid=" + id, "a.yaml", Specifications.twoSteps())
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void takesTheFilesNameWhenNoneIsGivenAndRefusesATakenOne() {
    assertThat(upload("/upload", "mine.yaml", Specifications.twoSteps()).body())
        .contains("\"name\":\"mine.yaml\"");

    var again = upload("/upload", "mine.yaml", Specifications.twoSteps());

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body())
        .startsWith("{\"code\":6,")
        .contains("\"error_message\":\"", "\"error_details\":\"");
  }

  @Test
  void unpacksZipAndTarArchives() throws IOException {
    byte[] pipeline = Specifications.twoSteps();

    assertThat(
            upload("/upload?name=j", "a.json", Specifications.twoStepsJson().getBytes(UTF_8))
                .statusCode())
        .isEqualTo(200);
    assertThat(upload("/upload?name=z", "a.zip", zip("first.yml", pipeline)).statusCode())
        .isEqualTo(200);
    assertThat(upload("/upload?name=t", "a.tar.gz", tar("pipeline.yaml", pipeline)).statusCode())
        .isEqualTo(200);
  }

  @Test
  void refusesFilesThatAreNoPipelines() throws IOException {
    assertRefused("a.zip", zip("readme.txt", new byte[3]), "first entry readme.txt");
    assertRefused("a.zip", new byte[] {'P', 'K', 3, 4, 0}, "expected");
    byte[] whole = zip("pipeline.yaml", Specifications.twoSteps());
    assertRefused("a.zip", Arrays.copyOf(whole, whole.length - 30), "a whole zip");
    assertRefused("a.tgz", new byte[] {0x1F, (byte) 0x8B, 8, 0}, "a whole zip or tar.gz");
    assertRefused("a.bin", new byte[] {1, 2, 3}, ".yaml, .yml, .json");
    assertRefused("a.yaml", "root: [".getBytes(UTF_8), "expected");
    assertRefused("a.yaml", new byte[] {(byte) 0xFF}, "UTF-8");
    assertThat(server.get(PIPELINES).body()).isEqualTo("{}");
  }

  @Test
  void refusesArchivesThatUnpackToMoreThanTheBound() throws IOException {
    byte[] large = new byte[33 * 1024 * 1024];

    assertRefused("a.zip", zip("pipeline.yaml", large), "33554432 bytes");
    assertRefused("a.tar.gz", tar("pipeline.yaml", large), "33554432 bytes");
  }

  @Test
  void refusesAnUploadWithoutTheFilesPart() {
    var answer = server.post(PIPELINES + "/upload", "{}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("multipart/form-data");
    assertThat(server.get(PIPELINES + "/upload").statusCode()).isEqualTo(501);
    assertThat(upload("/upload_version?name=v", "a.yaml", Specifications.twoSteps()).statusCode())
        .isEqualTo(400);
  }

  @Test
  void validatesWithoutKeepingAnything() {
    var answer =
        server.post(
            PIPELINES + ":validate",
            "{\"pipeline\":"
                + io.pitwheel.value.JsonWriter.write(
                    io.pitwheel.value.JsonValue.of(new String(Specifications.twoSteps(), UTF_8)))
                + "}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("{\"pipeline_name\":\"two-steps\",\"task_count\":5,\"component_count\":3");
    assertThat(server.get(PIPELINES).body()).isEqualTo("{}");
  }

  @Test
  void warnsOfAConditionThatCannotBeRead() {
    String pipeline =
        """
        {\\"pipelineInfo\\":{\\"name\\":\\"p\\"},\\"schemaVersion\\":\\"2.1.0\\",\
        \\"components\\":{\\"c\\":{\\"executorLabel\\":\\"e\\"}},\
        \\"deploymentSpec\\":{\\"executors\\":{\\"e\\":{\\"container\\":{\\"image\\":\\"none\\"}}}},\
        \\"root\\":{\\"dag\\":{\\"tasks\\":{\\"t\\":{\\"componentRef\\":{\\"name\\":\\"c\\"},\
        \\"triggerPolicy\\":{\\"condition\\":\\"1 ==\\"}}}}}}\
        """;

    var answer = server.post(PIPELINES + ":validate", "{\"pipeline\":\"" + pipeline + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("root.dag.tasks.t.triggerPolicy.condition", "1 ==");
  }

  private void assertRefused(String fileName, byte[] content, String told) {
    HttpResponse<String> answer = upload("/upload?name=x", fileName, content);

    assertThat(answer.body()).contains(told);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"code\":3,");
  }

  private HttpResponse<String> upload(String path, String fileName, byte[] content) {
    return server.upload(PIPELINES + path, fileName, content);
  }

  private static byte[] zip(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream archive = new GZIPOutputStream(bytes)) {
      byte[] header = new byte[512];
      System.arraycopy(name.getBytes(UTF_8), 0, header, 0, name.length());
      byte[] size = "%011o".formatted(content.length).getBytes(UTF_8);
      System.arraycopy(size, 0, header, 124, size.length);
      header[156] = '0';
      archive.write(header);
      archive.write(content);
      archive.write(new byte[(512 - content.length % 512) % 512 + 1024]);
    }
    return bytes.toByteArray();
  }
}
