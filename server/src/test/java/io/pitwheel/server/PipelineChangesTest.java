package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.pitwheel.api.v2beta1.Pipeline;
import io.pitwheel.api.v2beta1.PipelineServiceGrpc.PipelineServiceBlockingStub;
import io.pitwheel.api.v2beta1.UpdatePipelineRequest;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tags and display names, which are what may change of a pipeline. */
class PipelineChangesTest {
  private static final String PIPELINES = "/apis/v2beta1/pipelines";

  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void keepsWhatIsNotNamedAndRemovesAllTagsWhenThereAreNoneInTheirPlace() {
    String id = create("changing", "{\"team\":\"birds\",\"stage\":\"test\"}");

    var renamed = server.patch(PIPELINES + "/" + id, "{\"display_name\":\"Changed\"}");
    var labelled = server.patch(PIPELINES + "/" + id, "{\"tags\":{\"team\":\"whales\"}}");
    var bare = server.patch(PIPELINES + "/" + id, "{\"tags\":{}}");

    assertThat(renamed.body())
        .contains("\"display_name\":\"Changed\"", "\"name\":\"changing\"")
        .contains("\"tags\":{\"stage\":\"test\",\"team\":\"birds\"}");
    assertThat(labelled.body()).contains("\"tags\":{\"team\":\"whales\"}");
    assertThat(bare.body()).contains("\"display_name\":\"Changed\"").doesNotContain("tags");
    assertThat(server.get(PIPELINES + "/" + id).body()).isEqualTo(bare.body());
  }

  @Test
  void removesAllTagsOverGrpcByAHeader() {
    String id = create("cleared", "{\"team\":\"birds\"}");
    var request =
        UpdatePipelineRequest.newBuilder()
            .setPipeline(Pipeline.newBuilder().setPipelineId(id))
            .build();
    var headers = new Metadata();
    headers.put(Metadata.Key.of("x-clear-tags", Metadata.ASCII_STRING_MARSHALLER), "true");
    PipelineServiceBlockingStub plain =
        GrpcClients.newClient(
            "gproto+http://" + server.handle().grpcAddress(), PipelineServiceBlockingStub.class);

    Pipeline kept = plain.updatePipeline(request);
    Pipeline cleared =
        plain
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
            .updatePipeline(request);

    assertThat(kept.getTagsMap()).containsEntry("team", "birds");
    assertThat(cleared.getTagsMap()).isEmpty();
  }

  @Test
  void takesTagsAndSourceOfAnUpload() {
    var uploaded =
        server.upload(
            PIPELINES + "/upload?name=labelled&tags=%7B%22team%22%3A%22birds%22%7D",
            "a.yaml",
            Specifications.twoSteps());
    String id = RunningServer.text(uploaded.body(), "pipeline_id");

    var version =
        server.upload(
            PIPELINES
                + "/upload_version?name=v2&pipelineid="
                + id
                + "&tags=%7B%22release%22%3A%222%22%7D&code_source_url=https://example.com/a.py",
            "a.yaml",
            Specifications.twoSteps());

    assertThat(uploaded.body()).contains("\"tags\":{\"team\":\"birds\"}");
    assertThat(version.body())
        .contains(
            "\"tags\":{\"release\":\"2\"}", "\"code_source_url\":\"https://example.com/a.py\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\\u0000b\":\"c\"}", "{\"a\":\"\\u0000\"}", "{\"a\":\"\\ud800\"}"})
  void refusesTagsOfAnUploadThatNoDatabaseKeeps(String tags) {
    var answer =
        server.upload(
            PIPELINES
                + "/upload?name=unkept&tags="
                + URLEncoder.encode(tags, StandardCharsets.UTF_8),
            "a.yaml",
            Specifications.twoSteps());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("reading tags", "expected: characters that can be shown");
    assertThat(server.get(PIPELINES + "/names/unkept").statusCode()).isEqualTo(404);
  }

  /** The generated client of KFP writes Python's words. */
  @ParameterizedTest
  @ValueSource(strings = {"1", "t", "T", "TRUE", "true", "True"})
  void deletesWithItsVersionsByEveryWordForTrue(String word) {
    String id = create("flag-" + word, "{}");
    addVersion(id);

    var answer = server.delete(PIPELINES + "/" + id + "?cascade=" + word);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @Test
  void keepsVersionsByEveryWordForFalse() {
    String id = create("kept", "{}");
    addVersion(id);

    for (String word : List.of("0", "f", "F", "FALSE", "false", "False")) {
      var answer = server.delete(PIPELINES + "/" + id + "?cascade=" + word);

      assertThat(answer.body()).as(word).contains("\"code\":9", "cascade");
    }
    for (String word : List.of("yes", "TrUe", "2", "on")) {
      var answer = server.delete(PIPELINES + "/" + id + "?cascade=" + word);

      assertThat(answer.body()).as(word).contains("\"code\":3", "reading cascade", "true or false");
    }
  }

  private static void addVersion(String pipelineId) {
    var added =
        server.upload(
            PIPELINES + "/upload_version?name=v1&pipelineid=" + pipelineId,
            "a.yaml",
            Specifications.twoSteps());
    assertThat(added.statusCode()).isEqualTo(200);
  }

  @Test
  void refusesTagsBeyondTheBounds() {
    assertRefused("{\"a.b\":\"c\"}", "without a dot");
    assertRefused("{\"\":\"c\"}", "1 to 63");
    assertRefused("{\"%s\":\"c\"}".formatted("é".repeat(64)), "1 to 63");
    assertRefused("{\"a\":\"%s\"}".formatted("é".repeat(64)), "at most 63");
    var many = new StringBuilder();
    for (int i = 0; i < 21; i++) {
      many.append(i == 0 ? "" : ",").append("\"k%d\":\"v\"".formatted(i));
    }
    assertRefused("{" + many + "}", "at most 20");
    assertThat(
            server
                .upload(PIPELINES + "/upload?name=x&tags=[]", "a.yaml", Specifications.twoSteps())
                .statusCode())
        .isEqualTo(400);
    assertThat(create("bounds", "{\"%s\":\"c\"}".formatted("é".repeat(63)))).isNotEmpty();
  }

  private static void assertRefused(String tags, String told) {
    HttpResponse<String> answer =
        server.post(PIPELINES, "{\"name\":\"refused\",\"tags\":%s}".formatted(tags));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(told);
  }

  private static String create(String name, String tags) {
    var answer = server.post(PIPELINES, "{\"name\":\"%s\",\"tags\":%s}".formatted(name, tags));
    return RunningServer.text(answer.body(), "pipeline_id");
  }
}
