package io.pitwheel.conformance.program;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server that runs pipelines, whatever its engine, spoken to by its routes. */
public final class PipelineServer implements AutoCloseable {
  private static final String RUNS = "/apis/v2beta1/runs";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  public PipelineServer(String address) {
    this.address = address;
  }

  /**
   * Runs to the end.
   *
   * @return the result document, its tasks by path and iteration as in {@code loop/train[0.2]},
   *     each with its type
   */
  public JsonObject run(JsonObject request) throws IOException, InterruptedException {
    return resultOf(create(request));
  }

  /** Makes a run; its id. */
  public String create(JsonObject request) throws IOException, InterruptedException {
    return text(object(post(RUNS, JsonWriter.write(request))), "run_id");
  }

  /** Waits for the end of a run; as {@link #run}. */
  public JsonObject resultOf(String runId) throws IOException, InterruptedException {
    awaitEnd(runId);
    var result = new LinkedHashMap<>(object(get(RUNS + "/" + runId + "/result")).members());
    Map<String, JsonValue> types = typesOf(runId);
    var tasks = new TreeMap<String, JsonValue>();
    for (JsonValue task : list(result.getOrDefault("tasks", JsonValue.ofNull()))) {
      var members = new LinkedHashMap<>(((JsonObject) task).members());
      String path = text((JsonObject) task, "path");
      members.put("type", types.getOrDefault(path, JsonValue.ofNull()));
      tasks.put(path + iterationOf((JsonObject) task), new JsonObject(members));
    }
    result.put("tasks", new JsonObject(tasks));
    return new JsonObject(result);
  }

  @Override
  public void close() {
    client.close();
  }

  /** The stream of events ends with the run. */
  private void awaitEnd(String runId) throws IOException, InterruptedException {
    var events = RUNS + "/" + runId + "/events";
    var response = send(HttpRequest.newBuilder(URI.create(address + events)).build());
    if (response.statusCode() > 299) {
      throw new AssertionError(events + ": " + response.statusCode() + " " + response.body());
    }
  }

  private Map<String, JsonValue> typesOf(String runId) throws IOException, InterruptedException {
    var types = new TreeMap<String, JsonValue>();
    for (JsonValue task : tasksOf(runId)) {
      var row = (JsonObject) task;
      types.put(
          text(row, "scope_path").replaceFirst("^root\\.?", "").replace('.', '/'),
          row.members().getOrDefault("type", JsonValue.ofNull()));
    }
    return types;
  }

  /** What a task prints, line by line as it comes, to its end. */
  public Stream<String> follow(String runId, String taskPath)
      throws IOException, InterruptedException {
    String taskId =
        tasksOf(runId).stream()
            .map(JsonObject.class::cast)
            .filter(task -> text(task, "scope_path").equals("root." + taskPath))
            .map(task -> text(task, "task_id"))
            .findFirst()
            .orElseThrow();
    String logs = "%s%s/%s/tasks/%s/logs?follow=true".formatted(address, RUNS, runId, taskId);
    return client
        .send(HttpRequest.newBuilder(URI.create(logs)).build(), BodyHandlers.ofLines())
        .body();
  }

  /**
   * Waits until an event of a run says something, from its first event on.
   *
   * @return that event
   */
  public String awaitEvent(String runId, String words) throws IOException, InterruptedException {
    String events = "%s%s/%s/events?after=0".formatted(address, RUNS, runId);
    try (Stream<String> lines =
        client
            .send(HttpRequest.newBuilder(URI.create(events)).build(), BodyHandlers.ofLines())
            .body()) {
      return lines
          .filter(line -> line.contains(words))
          .findFirst()
          .orElseThrow(() ->
              new AssertionError(
                  "the events of run %s ended (expected: one with %s)".formatted(runId, words)));
    }
  }

  private List<JsonValue> tasksOf(String runId) throws IOException, InterruptedException {
    JsonObject page = object(get(RUNS + "/" + runId + "/tasks?page_size=200"));
    return list(page.members().getOrDefault("tasks", JsonValue.ofNull()));
  }

  /** The body of a route. */
  public String get(String path) throws IOException, InterruptedException {
    return requireSuccess(send(HttpRequest.newBuilder(URI.create(address + path)).build()));
  }

  /** The bytes of a route. */
  public byte[] download(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new AssertionError("%s: %d".formatted(path, response.statusCode()));
    }
    return response.body();
  }

  /** The answer of a route to a message. */
  public String post(String path, String body) throws IOException, InterruptedException {
    return requireSuccess(
        send(
            HttpRequest.newBuilder(URI.create(address + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build()));
  }

  /** Deletes what is at a route. */
  public void delete(String path) throws IOException, InterruptedException {
    requireSuccess(send(HttpRequest.newBuilder(URI.create(address + path)).DELETE().build()));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofString());
  }

  private static String requireSuccess(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(
          response.request().uri() + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private static String iterationOf(JsonObject task) {
    List<JsonValue> indices = list(task.members().getOrDefault("iteration", JsonValue.ofNull()));
    return indices.isEmpty()
        ? ""
        : indices.stream().map(JsonWriter::text).collect(Collectors.joining(".", "[", "]"));
  }

  private static JsonObject object(String json) {
    return (JsonObject) JsonReader.read(json);
  }

  private static List<JsonValue> list(JsonValue value) {
    return value instanceof JsonList(var elements) ? elements : List.of();
  }

  private static String text(JsonObject object, String key) {
    return JsonWriter.text(object.members().getOrDefault(key, JsonValue.ofNull()));
  }
}
