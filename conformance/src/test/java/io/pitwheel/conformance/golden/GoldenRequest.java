package io.pitwheel.conformance.golden;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request and what it is answered with.
 *
 * @param name a sentence
 * @param rpc such as {@code RunService.GetRun}
 * @param rest verb, path and query; what the body is, the annotation of the call says
 * @param request the request message
 * @param expected a fragment of the answer
 * @param code of {@code google.rpc.Code}; 0 for a success
 * @param status of HTTP
 * @param kept members of the answer that later requests name, by the name they have there
 * @param awaits whether the run of the answer is to end before the next request
 */
record GoldenRequest(
    String name,
    String rpc,
    String rest,
    JsonObject request,
    JsonObject expected,
    int code,
    int status,
    Map<String, String> kept,
    String awaits) {
  private static final int OK = 200;

  static GoldenRequest read(JsonObject row) {
    var kept = new LinkedHashMap<String, String>();
    if (row.members().get("keep") instanceof JsonObject names) {
      names.members().forEach((name, member) -> kept.put(name, JsonWriter.text(member)));
    }
    return new GoldenRequest(
        text(row, "name"),
        text(row, "rpc"),
        text(row, "rest"),
        object(row, "request"),
        object(row, "answer"),
        number(row, "code", 0),
        number(row, "status", OK),
        kept,
        text(row, "await"));
  }

  /** With what earlier answers said in the places that are marked {@code ${name}}. */
  GoldenRequest with(Map<String, JsonValue> known) {
    return new GoldenRequest(
        name,
        rpc,
        fill(rest, known),
        (JsonObject) fill(request, known),
        (JsonObject) fill(expected, known),
        code,
        status,
        kept,
        fill(awaits, known));
  }

  private static JsonValue fill(JsonValue value, Map<String, JsonValue> known) {
    return switch (value) {
      case JsonText(String text) -> {
        JsonValue whole =
            text.startsWith("${") ? known.get(text.substring(2, text.length() - 1)) : null;
        yield whole == null ? JsonValue.of(fill(text, known)) : whole;
      }
      case JsonObject object -> {
        var members = new LinkedHashMap<String, JsonValue>();
        object.members().forEach((key, member) -> members.put(key, fill(member, known)));
        yield new JsonObject(members);
      }
      case JsonList list ->
          JsonValue.listOf(list.values().stream().map(item -> fill(item, known)).toList());
      default -> value;
    };
  }

  private static String fill(String text, Map<String, JsonValue> known) {
    String filled = text;
    for (var entry : known.entrySet()) {
      filled = filled.replace("${" + entry.getKey() + "}", JsonWriter.text(entry.getValue()));
    }
    return filled;
  }

  private static String text(JsonObject row, String key) {
    return row.members().get(key) instanceof JsonText(String text) ? text : "";
  }

  private static JsonObject object(JsonObject row, String key) {
    return row.members().get(key) instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static int number(JsonObject row, String key, int otherwise) {
    return row.members().get(key) instanceof JsonNumber(double number) ? (int) number : otherwise;
  }
}
