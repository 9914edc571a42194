package io.pitwheel.server.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.pitwheel.server.RunningServer;
import io.pitwheel.testing.database.TestDatabase;
import io.pitwheel.testing.database.TestedDatabase;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A right request of every call with one bad value in each of its fields, on each database (behind
 * a network only with values that reach it): it is refused by the status that the data says, in the
 * one shape of errors, and nothing is written; or it is taken, where the data says so. {@code
 * -Dpitwheel.rewrite=true} writes that data anew.
 */
@ParameterizedClass
@EnumSource
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // The checker knows @BeforeAll alone.
class SpoiltFieldTest {
  private static final int OK = 200;
  private static final List<String> TABLES =
      List.of(
          "artifact_tasks",
          "artifacts",
          "cache_entries",
          "events",
          "experiments",
          "pipeline_tags",
          "pipeline_version_tags",
          "pipeline_versions",
          "pipelines",
          "recurring_runs",
          "run_deletions",
          "run_state_history",
          "runs",
          "specifications",
          "submissions",
          "task_attempts",
          "task_parameters",
          "tasks");

  private static final RightRequests REQUESTS = RightRequests.read();
  private static Outcomes outcomes = Outcomes.read();
  private static List<BadValue> values = BadValue.ALL;
  private static RunningServer server;
  private static StoredRows rows;
  private static Seeds seeds;

  @Parameter TestedDatabase database = TestedDatabase.SQLITE;

  @BeforeParameterizedClassInvocation(injectArguments = true)
  static void start(TestedDatabase database, @TempDir Path folder) throws IOException {
    if (Boolean.getBoolean("pitwheel.rewrite") && database == TestedDatabase.SQLITE) {
      outcomes = observe(folder.resolve("recorded"));
      Files.writeString(Path.of("src/test/resources/fields/answers.csv"), outcomes.text());
    }
    Optional<TestDatabase> made = database.create();
    server =
        new RunningServer(
            folder.resolve("data"), made.map(TestDatabase::settings).orElse(Map.of()));
    rows =
        made.isPresent()
            ? StoredRows.open(
                "jdbc:" + made.get().url(), made.get().user(), made.get().password(), TABLES)
            : StoredRows.open(
                "jdbc:sqlite:" + databaseFile(folder.resolve("data")), "", "", TABLES);
    seeds = new Seeds(server);
    seeds.takeNames();
    values = database == TestedDatabase.SQLITE ? BadValue.ALL : BadValue.FOR_STORES;
    Calls.names().forEach(call -> REQUESTS.of(call, seeds::of));
  }

  private static Outcomes observe(Path folder) {
    var noted = new Outcomes(new LinkedHashMap<>());
    server = new RunningServer(folder, Map.of());
    seeds = new Seeds(server);
    seeds.takeNames();
    Calls.names()
        .forEach(call ->
            requests(call)
                .forEach(request ->
                    noted.note(
                        call, request.place(), request.value(), send(call, request).statusCode())));
    server.close();
    return noted;
  }

  private static Path databaseFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("database"))) {
      return files.filter(file -> file.toString().endsWith(".sqlite")).findFirst().orElseThrow();
    }
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    rows.close();
    server.close();
  }

  static Stream<String> calls() {
    return Calls.names();
  }

  private static List<SpoiltRequest> requests(String call) {
    MethodDescriptor method = Calls.find(call);
    return FieldPlace.of(method.getInputType(), REQUESTS.of(call, seeds::of)).stream()
        .flatMap(place -> values.stream().map(value -> new SpoiltRequest(method, place, value)))
        .filter(SpoiltRequest::isPossible)
        .filter(request -> !isOfTheNextCalls(request))
        .toList();
  }

  /** A run of this id would be found by the calls after it. */
  private static boolean isOfTheNextCalls(SpoiltRequest request) {
    return request.place().name().equals("run.run_id") && request.value().name().equals("digits");
  }

  private static int expected(String call, SpoiltRequest request) {
    return outcomes.of(call, request.place(), request.value());
  }

  /** All refusals come first, so that nothing but they could have changed anything. */
  @ParameterizedTest
  @MethodSource("calls")
  @Order(1)
  void isRefusedAndWritesNothingByRest(String call) {
    JsonObject right = REQUESTS.of(call, seeds::of);
    var differences = new ArrayList<String>();
    Map<String, List<String>> before = rows.content();
    for (SpoiltRequest request : requests(call)) {
      if (expected(call, request) != OK) {
        HttpResponse<String> answer = server.send(request.build(server.uri("/"), right));
        String asked = describe(call, request) + ": " + shortened(answer.body());
        if (answer.statusCode() != expected(call, request)) {
          differences.add(
              "%d instead of %d to %s"
                  .formatted(answer.statusCode(), expected(call, request), asked));
        } else {
          assertShape(answer, asked);
        }
      }
    }

    assertThat(differences).withFailMessage(() -> String.join("\n", differences)).isEmpty();
    assertThat(rows.content()).as(call).isEqualTo(before);
  }

  @ParameterizedTest
  @MethodSource("calls")
  @Order(2)
  void isTakenByRestWhereTheDataSaysSo(String call) {
    var differences = new ArrayList<String>();
    HttpResponse<String> right = send(call, SpoiltRequest.right(Calls.find(call)));
    assertThat(right.statusCode()).as(right.body()).isEqualTo(OK);
    for (SpoiltRequest request : requests(call)) {
      if (expected(call, request) == OK) {
        HttpResponse<String> answer = send(call, request);
        if (answer.statusCode() != OK) {
          differences.add(
              "%d instead of 200 to %s: %s"
                  .formatted(
                      answer.statusCode(), describe(call, request), shortened(answer.body())));
        }
      }
    }

    assertThat(differences).withFailMessage(() -> String.join("\n", differences)).isEmpty();
  }

  /** Asks for things of its own, since the call may be the end of them, unless it only reads. */
  private static HttpResponse<String> send(String call, SpoiltRequest request) {
    boolean isReading = call.contains("Service.Get") || call.contains("Service.List");
    Seeds own = isReading ? seeds : new Seeds(server);
    return server.send(request.build(server.uri("/"), REQUESTS.of(call, own::of)));
  }

  private static void assertShape(HttpResponse<String> answer, String asked) {
    var members = ((JsonObject) JsonReader.read(answer.body())).members();
    assertThat(members).as(asked).containsOnlyKeys("code", "message", "details");
    assertThat(members.get("code")).as(asked).isInstanceOf(JsonNumber.class);
    assertThat(RunningServer.text(answer.body(), "message")).as(asked).isNotBlank();
    assertThat(answer.body()).as(asked).contains("type.googleapis.com/google.rpc.Status");
  }

  private static String describe(String call, SpoiltRequest request) {
    return "%s with %s as %s".formatted(call, request.place().name(), request.value().name());
  }

  private static String shortened(String text) {
    return text.length() > 300 ? text.substring(0, 300) + "..." : text;
  }
}
