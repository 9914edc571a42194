package io.pitwheel.server.field;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** A right request of every call, from the data. */
record RightRequests(Map<String, JsonValue> byCall) {
  static RightRequests read() {
    return new RightRequests(
        PipelineText.documents(new String(resource("right-requests.yaml"), UTF_8))
            .getFirst()
            .members());
  }

  static byte[] resource(String name) {
    try (InputStream stream = RightRequests.class.getResourceAsStream("/fields/" + name)) {
      return Objects.requireNonNull(stream, name).readAllBytes();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** The request of a call, with what is known in the places marked {@code ${name}}. */
  JsonObject of(String call, Function<String, JsonValue> known) {
    JsonValue request = byCall.get(call);
    if (request == null) {
      throw new IllegalStateException("right-requests.yaml has no request of " + call);
    }
    return (JsonObject) fill(request, known);
  }

  private static JsonValue fill(JsonValue value, Function<String, JsonValue> known) {
    return switch (value) {
      case JsonText(String text) when text.startsWith("${") ->
          known.apply(text.substring(2, text.length() - 1));
      case JsonText(String text) when text.contains("${run}") ->
          JsonValue.of(text.replace("${run}", ((JsonText) known.apply("run")).value()));
      case JsonText(String text) when text.contains("${recurring}") ->
          JsonValue.of(text.replace("${recurring}", ((JsonText) known.apply("recurring")).value()));
      case JsonObject object -> {
        var members = new LinkedHashMap<String, JsonValue>();
        object
            .members()
            .forEach((key, member) ->
                members.put(
                    key.equals("${task}") ? ((JsonText) known.apply("task")).value() : key,
                    fill(member, known)));
        yield new JsonObject(members);
      }
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(item -> fill(item, known)).toList());
      default -> value;
    };
  }
}
