package io.pitwheel.launcher.output;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.Overflow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an SDK component reports in {@code executor_output.json} (KFP's message {@code
 * ExecutorOutput}). Read leniently: names in either case, further members ignored. An absent file
 * reports nothing.
 */
record ExecutorReport(Map<String, JsonValue> parameters, Map<String, ReportedArtifact> artifacts) {
  /**
   * What a component says about one artifact it made; empty text is nothing said.
   *
   * @param customPath where it wrote it, instead of where it was told to
   */
  record ReportedArtifact(String name, String uri, JsonObject metadata, String customPath) {
    static final ReportedArtifact NOTHING = new ReportedArtifact("", "", JsonObject.EMPTY, "");
  }

  private static final Pattern METADATA =
      Pattern.compile("artifacts\\.([^.]+)\\.artifacts\\.\\d+\\.metadata\\.(.+)");
  private static final Pattern PARAMETER =
      Pattern.compile("parameter(?:Values|_values)\\.([^.]+).*");

  ExecutorReport {
    parameters = Map.copyOf(parameters);
    artifacts = Map.copyOf(artifacts);
  }

  ReportedArtifact artifact(String name) {
    return artifacts.getOrDefault(name, ReportedArtifact.NOTHING);
  }

  /**
   * Reads the file.
   *
   * @throws PipelinesException UNKNOWN naming the file when it is not such a report
   */
  static ExecutorReport read(Path file, Overflow overflow) {
    try {
      return BoundedFile.document(
              file,
              "the component's report",
              Set.of("parameterValues", "parameter_values"),
              overflow)
          .map(ExecutorReport::of)
          .orElseGet(() -> new ExecutorReport(Map.of(), Map.of()));
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.INVALID_ARGUMENT) {
        throw exception;
      }
      throw new PipelinesException(
          ErrorCode.UNKNOWN,
          "reading the component's report %s%s: %s"
              .formatted(file, output(exception.path()), exception.getMessage()),
          exception);
    }
  }

  /** The output that a place in the report belongs to, for messages. */
  private static String output(String place) {
    Matcher metadata = METADATA.matcher(place);
    if (metadata.matches()) {
      return ", output artifact \"%s\", metadata \"%s\""
          .formatted(metadata.group(1), metadata.group(2));
    }
    Matcher parameter = PARAMETER.matcher(place);
    return parameter.matches() ? ", output parameter \"%s\"".formatted(parameter.group(1)) : "";
  }

  private static ExecutorReport of(JsonValue document) {
    JsonObject report = object(document, "the report");
    JsonObject parameters = member(report, "parameterValues", "parameter_values");
    var artifacts = new TreeMap<String, ReportedArtifact>();
    member(report, "artifacts", "artifacts")
        .members()
        .forEach((name, list) -> first(name, list).ifPresent(one -> artifacts.put(name, one)));
    return new ExecutorReport(parameters.members(), artifacts);
  }

  private static Optional<ReportedArtifact> first(String name, JsonValue value) {
    JsonValue artifacts =
        object(value, "artifacts." + name)
            .members()
            .getOrDefault("artifacts", new JsonList(List.of()));
    if (!(artifacts instanceof JsonList(var elements))) {
      throw unexpected("artifacts." + name + ".artifacts", "a list", artifacts);
    }
    return elements.stream().findFirst().map(element -> artifact(name, element));
  }

  private static ReportedArtifact artifact(String name, JsonValue value) {
    JsonObject artifact = object(value, "artifacts." + name);
    return new ReportedArtifact(
        text(artifact, "name", "name"),
        text(artifact, "uri", "uri"),
        member(artifact, "metadata", "metadata"),
        text(artifact, "customPath", "custom_path"));
  }

  private static JsonObject member(JsonObject object, String camelName, String snakeName) {
    JsonValue value = find(object, camelName, snakeName);
    return value instanceof JsonValue.JsonNull ? JsonObject.EMPTY : object(value, camelName);
  }

  private static String text(JsonObject object, String camelName, String snakeName) {
    return switch (find(object, camelName, snakeName)) {
      case JsonText(String text) -> text;
      case JsonValue.JsonNull _ -> "";
      case JsonValue other -> throw unexpected(camelName, "a string", other);
    };
  }

  private static JsonValue find(JsonObject object, String camelName, String snakeName) {
    JsonValue value = object.members().get(camelName);
    return value != null ? value : object.members().getOrDefault(snakeName, JsonValue.ofNull());
  }

  private static JsonObject object(JsonValue value, String where) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw unexpected(where, "an object", value);
  }

  private static PipelinesException unexpected(String where, String expected, JsonValue value) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "%s is %s (expected: %s)".formatted(where, value.kindWithArticle(), expected));
  }
}
