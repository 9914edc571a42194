package io.pitwheel.conformance.compatibility;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page of runs costs on the wire beside KFP's. Nothing was recorded from a KFP server, so
 * its rows are derived: KFP answers a run in a list as it answers it alone, with its specification
 * or the reference to it, its runtime configuration and the details of each task. That is what our
 * GetRun answers in the view DEFAULT, without the fields that KFP 2.17 lacks; and it is too little
 * rather than too much, since our task details have no artifacts, pods and executors.
 */
class ListPayloadTest {
  private static final String APIS = "/apis/v2beta1/";
  private static final int RUNS_OF_A_KIND = 10;
  private static final double LARGEST_SHARE = 0.2;
  private static final Set<String> UNKNOWN_TO_KFP =
      Set.of("task_count", "tasks", "plugins_input", "plugins_output", "pipeline_reference");

  @TempDir Path folder;

  /** The smallest of the examples: larger pipelines only make KFP's rows longer. */
  private static final JsonValue PIPELINE =
      PipelineText.documents(Checkout.read("examples/shell_words/shell_words.yaml")).getFirst();

  @Test
  void aPageOfRunsIsAFifthOfWhatKfpAnswersAtMost() throws Exception {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Pitwheel.Server server = Pitwheel.startServer(data);
        HttpClient client = HttpClient.newHttpClient()) {
      var door = new Door(client, server.address() + APIS);
      List<String> inline = create(door, "\"pipeline_spec\":" + JsonWriter.write(PIPELINE));
      List<String> referring =
          create(
              door,
              "\"pipeline_version_reference\":{\"pipeline_id\":\"%s\"}".formatted(pipeline(door)));
      String page = door.get("runs?page_size=20&sort_by=created_at+desc");

      assertShare("whose specification was sent along", door, page, inline);
      assertShare("of a pipeline version", door, page, referring);
    }
  }

  private static String pipeline(Door door) throws Exception {
    return door.post(
        "pipelines/create",
        "{\"pipeline\":{\"name\":\"words\"},\"pipeline_version\":{\"pipeline_spec\":%s}}"
            .formatted(JsonWriter.write(PIPELINE)),
        "pipeline_id");
  }

  /** Makes runs and waits for their ends. */
  private static List<String> create(Door door, String source) throws Exception {
    var ids = new ArrayList<String>();
    for (int i = 0; i < RUNS_OF_A_KIND; i++) {
      String body =
          "{\"display_name\":\"words\",\"runtime_config\":{\"parameters\":{\"how_many\":2}},%s}"
              .formatted(source);
      ids.add(door.post("runs", body, "run_id"));
    }
    for (String id : ids) {
      // The stream of events ends with the run.
      door.get("runs/" + id + "/events");
    }
    return ids;
  }

  private static void assertShare(String kind, Door door, String page, List<String> ids)
      throws Exception {
    long ours = 0;
    long theirs = 0;
    for (JsonValue row : list(JsonReader.read(page), "runs")) {
      String id = JsonWriter.text(member(row, "run_id"));
      if (ids.contains(id)) {
        ours += bytes(row);
        theirs += bytes(asKfpAnswers(JsonReader.read(door.get("runs/" + id))));
      }
    }
    double share = (double) ours / theirs;
    Checkout.say(
        "%d rows of runs %s: %d bytes, KFP's %d bytes, %.1f %%"
            .formatted(ids.size(), kind, ours, theirs, share * 100));

    assertThat(ours).isPositive();
    assertThat(share).as(kind).isLessThanOrEqualTo(LARGEST_SHARE);
  }

  private static JsonValue asKfpAnswers(JsonValue run) {
    assertThat(list(member(run, "run_details"), "task_details")).hasSizeGreaterThan(5);
    assertThat(((JsonObject) run).members()).containsKey("runtime_config");
    Map<String, JsonValue> members = new LinkedHashMap<>(((JsonObject) run).members());
    members.keySet().removeAll(UNKNOWN_TO_KFP);
    return new JsonObject(members);
  }

  private static long bytes(JsonValue value) {
    return JsonWriter.write(value).getBytes(UTF_8).length;
  }

  private static JsonValue member(JsonValue value, String name) {
    return value instanceof JsonObject object
        ? object.members().getOrDefault(name, JsonValue.ofNull())
        : JsonValue.ofNull();
  }

  private static List<JsonValue> list(JsonValue value, String name) {
    return member(value, name) instanceof JsonList(List<JsonValue> items) ? items : List.of();
  }

  /** A client of one server. */
  private record Door(HttpClient client, String address) {
    String get(String path) throws Exception {
      return send(HttpRequest.newBuilder(URI.create(address + path)));
    }

    String post(String path, String body, String answered) throws Exception {
      var request =
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body));
      return JsonWriter.text(member(JsonReader.read(send(request)), answered));
    }

    private String send(HttpRequest.Builder request) throws Exception {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(HttpURLConnection.HTTP_OK);
      return answer.body();
    }
  }
}
