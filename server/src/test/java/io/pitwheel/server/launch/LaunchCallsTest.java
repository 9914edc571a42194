package io.pitwheel.server.launch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.pitwheel.api.v1.BeginLaunchRequest;
import io.pitwheel.api.v1.LaunchServiceGrpc.LaunchServiceBlockingStub;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchInstructionForm;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.server.RunningServer;
import io.pitwheel.testing.launch.KnownTokens;
import io.pitwheel.testing.objectstore.BucketServer;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pod is answered, over HTTP and with a real bucket. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LaunchCallsTest {
  private static final String VERBS = "begin,end,sign,list,beginParts,completeParts,abandonParts";

  private LaunchServer server;

  @BeforeAll
  void start(@TempDir Path folder) {
    server = LaunchServer.withBucket(folder);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @BeforeEach
  void begin() {
    server.launches().forgetEnd();
  }

  @Test
  void tellsThePodWhatItRuns() {
    HttpResponse<String> answer = server.call("begin", "\"protocol_version\": 1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var members = ((JsonObject) JsonReader.read(answer.body())).members();
    assertThat(members.get("protocol_version")).isEqualTo(JsonValue.of(1));
    LaunchInstruction told =
        LaunchInstructionForm.read(
            (JsonObject) members.getOrDefault("instruction", JsonObject.EMPTY));
    assertThat(told.outputLocation()).isEqualTo(server.at("out/1"));
    assertThat(told.inputs().parameters()).containsEntry("rate", JsonValue.of(0.1));
  }

  @Test
  void takesItsEndOnceAndAgain() {
    String succeeded =
        "\"protocol_version\": 2, \"result\": {\"outcome\": \"SUCCEEDED\", \"outputs\": {}}";

    assertThat(server.call("end", succeeded).statusCode()).isEqualTo(200);
    assertThat(server.call("end", succeeded).body()).isEqualTo("{}");

    assertThat(server.launches().end()).containsInstanceOf(Succeeded.class);
    assertThat(server.call("begin", "\"protocol_version\": 1").body()).contains("nothing_to_run");
    HttpResponse<String> other =
        server.call("end", "\"protocol_version\": 1, \"result\": {\"outcome\": \"STOPPED\"}");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).contains("\"code\":9");
    assertThat(sign("GET", "in/set").body()).contains("\"code\":9");
  }

  @Test
  void shortensWhatALauncherSays() {
    String failed =
        "\"protocol_version\": 1, \"result\": {\"outcome\": \"FAILED\", \"mayRetry\": true,"
            + " \"failure\": {\"code\": \"UNKNOWN\", \"message\": \"%s\"},"
            + " \"warnings\": [\"w\""
            + ", \"w\"".repeat(199)
            + "]}";

    assertThat(server.call("end", failed.formatted("x".repeat(100_000))).statusCode())
        .isEqualTo(200);

    assertThat(server.launches().end())
        .containsInstanceOf(Failed.class)
        .hasValueSatisfying(end ->
            assertThat(((Failed) end).failure().message())
                .startsWith("xxx")
                .hasSizeLessThan(20_000))
        .hasValueSatisfying(end -> assertThat(end.warnings()).hasSize(100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3", "99"})
  void understandsNoLauncherOfAnotherTime(String version) {
    HttpResponse<String> answer = server.call("begin", "\"protocol_version\": " + version);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("protocol").contains(version);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 401",
    "Bearer , 401",
    "Basic token-of-run-1, 401",
    "token-of-run-1, 401",
    "Bearer token-of-run-2, 401",
    "Bearer garbage, 401",
    "Bearer " + KnownTokens.OF_NO_POD + ", 403"
  })
  void letsNobodyElseIn(String authorization, int status) {
    for (String verb : VERBS.split(",")) {
      HttpResponse<String> answer =
          server.call(authorization, verb, LaunchServer.body("").replace("\"1\"", "\"x\""));

      assertThat(answer.statusCode()).as(verb + answer.body()).isEqualTo(status);
      assertThat(answer.body()).doesNotContain("token-of").doesNotContain("garbage");
    }
    assertThat(server.launches().end()).isEmpty();
  }

  @Test
  void letsNobodyInByGrpcEither() {
    LaunchServiceBlockingStub stub =
        GrpcClients.newClient(
            "gproto+http://" + server.handle().grpcAddress(), LaunchServiceBlockingStub.class);

    assertThatThrownBy(
            () -> stub.beginLaunch(BeginLaunchRequest.newBuilder().setRunId("run-1").build()))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            refusal ->
                assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  @ParameterizedTest
  @CsvSource({"task_key, '\"../1\"', 400", "pod_attempt, 0, 400", "pod_attempt, 99999999999, 400"})
  void refusesWhatIsNoPod(String field, String value, int status) {
    String body =
        LaunchServer.body("\"protocol_version\": 1")
            .replaceAll("\"%s\": [^,}]+".formatted(field), "\"%s\": %s".formatted(field, value));

    HttpResponse<String> answer = server.call("Bearer " + LaunchServer.TOKEN, "begin", body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void namesTheMemberOfAResultThatIsMissing() {
    assertThat(server.call("end", "\"protocol_version\": 1").body()).contains("outcome");
    assertThat(
            server
                .call("end", "\"protocol_version\": 1, \"result\": {\"outcome\": \"SUCCEEDED\"}")
                .body())
        .contains("outputs");
  }

  @Test
  void signsReadingOfInputsAndWritingOfOutputs() {
    write("in/set/part 1%.csv", "a,b");
    HttpResponse<String> read = sign("GET", "in/set/part 1%.csv");
    assertThat(read.statusCode()).as(read.body()).isEqualTo(200);
    assertThat(server.follow(read.body(), "").body()).isEqualTo("a,b");

    for (String place : List.of("out/1/model", "out/1/large-outputs/text", "out/1.log")) {
      HttpResponse<String> written = server.follow(sign("PUT", place).body(), "made");
      assertThat(written.statusCode()).as(written.body()).isEqualTo(200);
      assertThat(server.follow(sign("GET", place).body(), "").body()).isEqualTo("made");
    }
  }

  @Test
  void signsOneObjectAndNoOther() {
    write("out/1/model", "model");
    write("out/2/secret", "secret");
    String signed = sign("GET", "out/1/model").body();
    assertThat(signed).contains("X-Amz-Expires=900");

    assertThat(server.follow(signed.replace("out/1/model", "out/2/secret"), "").statusCode())
        .isEqualTo(403);
    assertThat(server.follow(signed.replace("\"GET\"", "\"PUT\""), "changed").statusCode())
        .isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, in/set",
    "PUT, out/2/model",
    "PUT, out/10",
    "PUT, out/1.log.d",
    "PUT, out/1/../2/model",
    "PUT, out/1//model",
    "PUT, out/1/%2e%2e/2/model",
    "GET, in",
    "GET, in/sets",
    "GET, in/set/../other"
  })
  void signsNothingElsewhere(String method, String place) {
    HttpResponse<String> answer = sign(method, place);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("http");
  }

  /** Here the input lies beside the folders of namespaces. */
  @Test
  void signsNoReadingOfWhatIsNotOfTheNamespace(@TempDir Path folder) {
    try (LaunchServer apart = LaunchServer.withBucket(folder, true)) {
      String place = "\"location\": \"%s\"".formatted(apart.at("in/set"));

      for (String body : List.of(place, place + ", \"method\": \"GET\"")) {
        HttpResponse<String> answer = apart.call(body.equals(place) ? "list" : "sign", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("is not of namespace");
      }
    }
  }

  @Test
  void refusesAMethodThatIsNone() {
    assertThat(sign("METHOD_UNSPECIFIED", "out/1/model").statusCode()).isEqualTo(400);
    assertThat(sign("DELETE", "out/1/model").statusCode()).isEqualTo(400);
    assertThat(sign("PUT_PART", "out/1/model").body()).contains("upload");
  }

  @Test
  void makesAnObjectOfParts() {
    String place = location("out/1/parts");
    String upload = RunningServer.text(server.call("beginParts", place).body(), "upload");
    assertThat(upload).isNotEmpty();
    String uploaded = place + ", \"upload\": \"" + upload + "\"";
    HttpResponse<String> part =
        server.follow(
            server.call("sign", uploaded + ", \"method\": \"PUT_PART\", \"part\": 1").body(),
            "one");
    assertThat(part.statusCode()).as(part.body()).isEqualTo(200);
    String tag = part.headers().firstValue("ETag").orElseThrow().replace("\"", "\\\"");

    HttpResponse<String> made =
        server.call(
            "completeParts", uploaded + ", \"parts\": [{\"number\": 1, \"tag\": \"" + tag + "\"}]");

    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(server.follow(sign("GET", "out/1/parts").body(), "").body()).isEqualTo("one");
    assertThat(server.call("completeParts", uploaded).statusCode()).isEqualTo(400);
  }

  @Test
  void givesUpPartsAndTakesNoneForPlacesElsewhere() {
    String place = location("out/1/given-up");
    String upload = RunningServer.text(server.call("beginParts", place).body(), "upload");

    assertThat(server.call("abandonParts", place + ", \"upload\": \"" + upload + "\"").statusCode())
        .isEqualTo(200);

    assertThat(server.call("beginParts", location("in/set")).statusCode()).isEqualTo(403);
    String elsewhere = location("in/set") + ", \"upload\": \"" + upload + "\"";
    for (String verb : List.of("completeParts", "abandonParts")) {
      assertThat(server.call(verb, elsewhere).statusCode()).as(verb).isEqualTo(403);
    }
    assertThat(
            server.call("sign", elsewhere + ", \"method\": \"PUT_PART\", \"part\": 1").statusCode())
        .isEqualTo(403);
  }

  @Test
  void listsWhatMayBeRead() {
    write("in/set/b", "two");
    write("in/set/a", "1");

    HttpResponse<String> answer = server.call("list", location("in/set"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains(server.at("in/set/a")).contains(server.at("in/set/b"));
    assertThat(server.call("list", location("in")).statusCode()).isEqualTo(403);
  }

  @Test
  void goesOnWithAListWhereItEnded() {
    String bucket = URI.create(server.at("")).getHost();
    for (int i = 0; i < 1001; i++) {
      BucketServer.shared().put(bucket, "root/in/set/many/%04d".formatted(i), "1");
    }

    String first = server.call("list", location("in/set/many")).body();
    String token = RunningServer.text(first, "next_page_token");
    String next = ", \"page_token\": \"%s\"".formatted(token);
    String second = server.call("list", location("in/set/many") + next).body();

    assertThat(first).contains("many/0000", "many/0999").doesNotContain("many/1000");
    assertThat(second).contains("many/1000").doesNotContain("many/0999");
    assertThat(RunningServer.text(second, "next_page_token")).isEmpty();
    assertThat(server.call("list", location("out") + next).statusCode()).isEqualTo(403);
  }

  @Test
  void saysThatPodsNeedAStoreThatTheyReach(@TempDir Path folder) {
    try (LaunchServer ofFolder = LaunchServer.withFolder(folder)) {
      String place = "\"location\": \"" + ofFolder.at("out/1/model") + "\", \"method\": \"PUT\"";

      HttpResponse<String> answer = ofFolder.call("sign", place);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("\"code\":9")
          .contains("object store that server and pods");
    }
  }

  @Test
  void saysThatAServerWithoutPodsHasNone(@TempDir Path folder) {
    try (var local = new RunningServer(folder)) {
      HttpResponse<String> answer =
          local.post("/apis/v2beta1/launches:begin", LaunchServer.body(""));

      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).contains("without pods");
    }
  }

  private String location(String place) {
    return "\"location\": \"" + server.at(place) + "\"";
  }

  private HttpResponse<String> sign(String method, String place) {
    return server.call("sign", location(place) + ", \"method\": \"" + method + "\"");
  }

  private void write(String place, String text) {
    server.objects().write(server.at(place), new ByteArrayInputStream(text.getBytes(UTF_8)));
  }
}
