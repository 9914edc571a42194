package io.pitwheel.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.server.RunningServer;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document of the API against the routes that are served. */
class OpenApiRoutesTest {
  private static final String GRPC = "/(kubeflow|pitwheel|grpc)\\..*";
  private static final Set<String> PAGES =
      Set.of("/", "/page.js", "/page.css", "/api.html", "/api.js");

  @TempDir static Path folder;
  private static RunningServer server;
  private static JsonObject document;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    document = (JsonObject) JsonReader.read(server.get("/apis/v2beta1/openapi.json").body());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyRouteThatIsServedIsDescribed() {
    Set<String> served = new TreeSet<>();
    for (String pattern : server.handle().routes()) {
      if (!pattern.matches(GRPC) && !PAGES.contains(pattern) && !pattern.equals("/*")) {
        served.add(plain(pattern));
      }
    }
    assertThat(served).hasSizeGreaterThan(10);

    assertThat(paths().members().keySet().stream().map(OpenApiRoutesTest::plain))
        .containsAll(served);
  }

  @Test
  void everyRouteThatIsDescribedIsServed() {
    for (var path : paths().members().entrySet()) {
      String filled = path.getKey().replaceAll("\\{[^}]+}", "x");
      var answer = server.get(filled);

      // Streams of what there is not end with 404 of their own; an unknown path says so.
      assertThat(answer.body()).as(filled).doesNotContain("there is no such route");
    }
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    var schemas = (JsonObject) at(at(document, "components"), "schemas");

    assertThat(references(document))
        .isNotEmpty()
        .filteredOn(reference -> reference.startsWith("#/components/schemas/"))
        .allSatisfy(reference ->
            assertThat(schemas.members())
                .containsKey(reference.substring("#/components/schemas/".length())));
  }

  @Test
  void describesACallAsItsAnnotationHasIt() {
    JsonObject create = (JsonObject) at(at(paths(), "/apis/v2beta1/runs"), "post");

    assertThat(at(create, "operationId")).isEqualTo(new JsonText("RunService_CreateRun"));
    assertThat(references(at(create, "requestBody"))).containsExactly("#/components/schemas/Run");
    assertThat(references(at(at(create, "responses"), "200")))
        .containsExactly("#/components/schemas/Run");
  }

  private static JsonObject paths() {
    return (JsonObject) at(document, "paths");
  }

  private static JsonValue at(JsonValue object, String name) {
    JsonValue member = ((JsonObject) object).members().get(name);
    return member == null ? JsonObject.EMPTY : member;
  }

  private static List<String> references(JsonValue value) {
    return switch (value) {
      case JsonObject object ->
          object.members().entrySet().stream()
              .flatMap(member ->
                  member.getKey().equals("$ref")
                      ? Stream.of(((JsonText) member.getValue()).value())
                      : references(member.getValue()).stream())
              .toList();
      case JsonList list ->
          list.values().stream().flatMap(item -> references(item).stream()).toList();
      default -> List.of();
    };
  }

  /** Without the names of variables, which each side has its own for. */
  private static String plain(String pattern) {
    return pattern
        .replaceAll("^\\^|\\$$", "")
        .replaceAll("\\(\\?<[a-z]+>\\[[^]]+]\\+\\)", "{}")
        .replaceAll("\\{[^}]*}|:(?=[a-z_]+(/|$))(?<=/:)[a-z_]+", "{}");
  }
}
