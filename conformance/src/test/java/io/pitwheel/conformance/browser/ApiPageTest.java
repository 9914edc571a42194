package io.pitwheel.conformance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who looks up a call. */
class ApiPageTest {
  @Test
  void showsEveryOperationOfTheDocument(@TempDir Path folder) throws Exception {
    Browser browser = Browser.require(folder);
    Path data = Files.createDirectory(folder.resolve("data"));

    try (var server = Pitwheel.startServer(data)) {
      List<String> operations = operationsAt(server.address());
      String page = browser.pageAt(server.address() + "/api.html");

      assertThat(operations).hasSizeGreaterThan(50);
      assertThat(operations).allSatisfy(name -> assertThat(page).contains("id=\"" + name + "\""));
      assertThat(page)
          .contains("<h2>RunService</h2>", "<code>GET /apis/v2beta1/runs/{run_id}</code>")
          .doesNotContain("Loading.", "could not be read");
    }
  }

  /** The names of all operations that the document describes. */
  private static List<String> operationsAt(String address) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address + "/apis/v2beta1/openapi.json"));
    try (var client = HttpClient.newHttpClient()) {
      String text = client.send(request.build(), BodyHandlers.ofString()).body();
      return members(members(JsonReader.read(text)).get("paths")).values().stream()
          .flatMap(verbs -> members(verbs).values().stream())
          .flatMap(operation -> textOf(members(operation).get("operationId")))
          .toList();
    }
  }

  private static Map<String, JsonValue> members(JsonValue value) {
    return ((JsonObject) value).members();
  }

  private static Stream<String> textOf(JsonValue value) {
    return value instanceof JsonText(String text) ? Stream.of(text) : Stream.empty();
  }
}
