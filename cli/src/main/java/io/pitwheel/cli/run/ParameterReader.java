package io.pitwheel.cli.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.pitwheel.api.v1.PipelineParameter;
import io.pitwheel.cli.outcome.CommandFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the parameters of a run by the types that the pipeline declares. */
public final class ParameterReader {
  private static final String PLACE = "root.inputDefinitions.parameters.";
  private static final Pattern POSITION = Pattern.compile("line (\\d+) column (\\d+)");
  private static final int MAX_SHOWN = 200;

  private final Map<String, PipelineParameter> declared = new TreeMap<>();

  /**
   * @param declared what the pipeline declares
   */
  public ParameterReader(List<PipelineParameter> declared) {
    declared.forEach(parameter -> this.declared.put(parameter.getName(), parameter));
  }

  /**
   * Reads a file of parameters, one JSON object, and then the words of the command line, which win
   * over the file.
   *
   * @param file text of the file; empty for none
   * @param words each {@code NAME=VALUE}: verbatim for a declared STRING, JSON for all else
   * @throws CommandFailure REFUSED for an unknown or repeated name and a value of another type
   */
  public Map<String, Value> read(Path filePath, String file, List<String> words) {
    var values = new TreeMap<String, Value>();
    try {
      readFile(filePath, file).forEach((name, element) -> values.put(name, typed(name, element)));
    } catch (CommandFailure exception) {
      throw exception.about(filePath);
    }
    var seen = new LinkedHashMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw CommandFailure.refused(
            "reading parameter \"%s\": no name before \"=\" (expected: NAME=VALUE)"
                .formatted(word));
      }
      String name = word.substring(0, equals);
      String text = word.substring(equals + 1);
      PipelineParameter parameter = declarationOf(name);
      if (seen.put(name, text) != null) {
        throw CommandFailure.refusedAt(
            PLACE + name, "parameter %s is given twice (expected: once)".formatted(name));
      }
      values.put(name, typed(name, parsed(parameter, text)));
    }
    return values;
  }

  private Map<String, JsonElement> readFile(Path filePath, String text) {
    var elements = new LinkedHashMap<String, JsonElement>();
    if (text.isBlank()) {
      return elements;
    }
    try {
      var reader = strictReader(text);
      reader.beginObject();
      while (reader.hasNext()) {
        String name = reader.nextName();
        declarationOf(name);
        if (elements.put(name, JsonParser.parseReader(reader)) != null) {
          throw CommandFailure.refusedAt(
              PLACE + name,
              "parameter %s stands twice in %s (expected: once)".formatted(name, filePath));
        }
      }
      reader.endObject();
      return elements;
    } catch (IOException | JsonParseException | IllegalStateException exception) {
      throw CommandFailure.refused(
          "reading parameters from %s: %s (expected: one JSON object of names and values)"
              .formatted(filePath, problem(exception)));
    }
  }

  private PipelineParameter declarationOf(String name) {
    PipelineParameter parameter = declared.get(name);
    if (parameter == null) {
      throw CommandFailure.refusedAt(
          PLACE + name,
          "the pipeline declares no parameter %s (expected: %s)"
              .formatted(
                  name,
                  declared.isEmpty()
                      ? "no parameters at all"
                      : String.join(", ", declared.keySet())));
    }
    return parameter;
  }

  private static JsonElement parsed(PipelineParameter parameter, String text) {
    if (parameter.getType().equals("STRING")) {
      return new com.google.gson.JsonPrimitive(text);
    }
    try {
      var reader = strictReader(text);
      JsonElement element = JsonParser.parseReader(reader);
      if (reader.peek() == com.google.gson.stream.JsonToken.END_DOCUMENT) {
        return element;
      }
    } catch (IOException | JsonParseException | IllegalStateException exception) {
      // Answered below: what the parser says names neither the parameter nor its type.
    }
    throw wrongType(parameter, text);
  }

  private Value typed(String name, JsonElement element) {
    PipelineParameter parameter = declarationOf(name);
    if (!isOfType(parameter.getType(), element)
        && !(element.isJsonNull() && parameter.getIsOptional())) {
      throw wrongType(parameter, element.toString());
    }
    var value = Value.newBuilder();
    try {
      JsonFormat.parser().merge(element.toString(), value);
    } catch (InvalidProtocolBufferException exception) {
      throw wrongType(parameter, element.toString());
    }
    return value.build();
  }

  private static boolean isOfType(String type, JsonElement element) {
    return switch (type) {
      case "STRING" -> element.isJsonPrimitive() && element.getAsJsonPrimitive().isString();
      case "NUMBER_INTEGER" -> isNumber(element) && isIntegral(element);
      case "NUMBER_DOUBLE" -> isNumber(element);
      case "BOOLEAN" -> element.isJsonPrimitive() && element.getAsJsonPrimitive().isBoolean();
      case "LIST" -> element.isJsonArray();
      case "STRUCT" -> element instanceof JsonObject;
      // A type of another day: the server knows it, or refuses it.
      default -> true;
    };
  }

  private static boolean isNumber(JsonElement element) {
    return element.isJsonPrimitive()
        && element.getAsJsonPrimitive().isNumber()
        && Double.isFinite(element.getAsDouble());
  }

  private static boolean isIntegral(JsonElement element) {
    double number = element.getAsDouble();
    return Math.rint(number) == number;
  }

  private static CommandFailure wrongType(PipelineParameter parameter, String text) {
    return CommandFailure.refusedAt(
        PLACE + parameter.getName(),
        "parameter %s is %s (expected: %s)"
            .formatted(parameter.getName(), cut(text), exampleOf(parameter.getType())));
  }

  private static String cut(String text) {
    return text.length() <= MAX_SHOWN
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, MAX_SHOWN), text.length());
  }

  private static String exampleOf(String type) {
    return switch (type) {
      case "STRING" -> "STRING, in a file as \"text\"";
      case "NUMBER_INTEGER" -> "NUMBER_INTEGER, such as 3";
      case "NUMBER_DOUBLE" -> "NUMBER_DOUBLE, such as 0.5";
      case "BOOLEAN" -> "BOOLEAN, true or false";
      case "LIST" -> "LIST as JSON, such as [1, 2]";
      case "STRUCT" -> "STRUCT as JSON, such as {\"depth\": 3}";
      default -> type;
    };
  }

  private static JsonReader strictReader(String text) {
    var reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    return reader;
  }

  /** Where it cannot be read on: the parser's words are about the parser. */
  private static String problem(Exception exception) {
    Matcher position = POSITION.matcher(String.valueOf(exception.getMessage()));
    return position.find()
        ? "unreadable at line %s, column %s".formatted(position.group(1), position.group(2))
        : "unreadable";
  }
}
