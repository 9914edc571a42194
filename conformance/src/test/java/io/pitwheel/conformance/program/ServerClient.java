package io.pitwheel.conformance.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

/** What a test asks of a server about runs. */
public final class ServerClient implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI runs;

  /**
   * @param address such as {@code http://127.0.0.1:8888}
   */
  public ServerClient(String address) {
    runs = URI.create(address + "/apis/v2beta1/runs");
  }

  /** Makes a run; its id. */
  public String create(String request) throws IOException, InterruptedException {
    var answer =
        client.send(
            HttpRequest.newBuilder(runs)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request))
                .build(),
            BodyHandlers.ofString());
    return text(answer.statusCode(), answer.body(), "run_id");
  }

  /** Such as {@code RUNNING}. */
  public String stateOf(String runId) throws IOException, InterruptedException {
    var answer =
        client.send(
            HttpRequest.newBuilder(URI.create(runs + "/" + runId)).build(),
            BodyHandlers.ofString());
    return text(answer.statusCode(), answer.body(), "state");
  }

  private static String text(int status, String body, String field) {
    assertThat(status).as(body).isEqualTo(HttpURLConnection.HTTP_OK);
    var object = (JsonObject) JsonReader.read(body);
    return object.members().get(field) instanceof JsonText(String value) ? value : "";
  }

  /** Reads the events of a run to its end; their numbers. */
  public List<String> follow(String runId) throws IOException, InterruptedException {
    var ids = new ArrayList<String>();
    while (true) {
      String after = ids.isEmpty() ? "0" : ids.getLast();
      var answer =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("%s/%s/events?after=%s".formatted(runs, runId, after)))
                  .build(),
              BodyHandlers.ofInputStream());
      if (answer.statusCode() == HttpURLConnection.HTTP_NO_CONTENT) {
        return ids;
      }
      try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
        lines
            .lines()
            .filter(line -> line.startsWith("id:"))
            .forEach(line -> ids.add(line.substring("id:".length()).strip()));
      }
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
