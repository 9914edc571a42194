package io.pitwheel.cli.result;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.progress.DurationText;
import io.pitwheel.cli.progress.TaskAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What differs between two runs, for people. */
public final class ComparisonTable {
  private static final int MAX_VALUE = 60;
  private static final String INDENTED = "  ";
  private static final String FIRST = "first";
  private static final String SECOND = "second";
  private static final double MILLIS_OF_SECOND = 1000.0;

  private final JsonObject comparison;
  private final List<String> lines = new ArrayList<>();

  private ComparisonTable(JsonObject comparison) {
    this.comparison = comparison;
  }

  /** Reads the answer of a server, a {@code CompareRunsResponse}. */
  public static ComparisonTable parse(String json) {
    try {
      return new ComparisonTable(JsonParser.parseString(json).getAsJsonObject());
    } catch (JsonParseException | IllegalStateException exception) {
      throw CommandFailure.trouble(
          "reading the server's comparison: %s (expected: a server of this version)"
              .formatted(String.valueOf(exception.getMessage())),
          exception);
    }
  }

  /** Headed groups; one sentence when nothing differs. */
  public List<String> lines() {
    lines.clear();
    addValues("run", elements(comparison, "run"));
    addDefinitions();
    addValues("parameters", elements(comparison, "parameters"));
    List<JsonObject> tasks = elements(comparison, "tasks");
    if (!tasks.isEmpty()) {
      lines.add("tasks");
      tasks.forEach(this::addTask);
    }
    return lines.isEmpty() ? List.of("nothing differs") : List.copyOf(lines);
  }

  private void addDefinitions() {
    List<JsonObject> definitions = elements(comparison, "definitions");
    if (definitions.isEmpty()) {
      return;
    }
    lines.add("pipeline");
    var rows = new ArrayList<List<String>>();
    for (JsonObject difference : definitions) {
      String path = text(difference, "path");
      rows.add(
          List.of(
              INDENTED + text(difference, "change"),
              path.isEmpty() ? "(the pipeline itself)" : path,
              text(difference, "detail")));
    }
    lines.addAll(TextTable.aligned(rows));
  }

  private void addValues(String heading, List<JsonObject> differences) {
    if (!differences.isEmpty()) {
      lines.add(heading);
      lines.addAll(TextTable.aligned(rows(INDENTED, differences)));
    }
  }

  private void addTask(JsonObject task) {
    var iteration = new ArrayList<Integer>();
    if (task.get("iteration") instanceof JsonArray indices) {
      indices.forEach(index -> iteration.add(index.getAsInt()));
    }
    String time =
        task.has("first_seconds") || task.has("second_seconds")
            ? "%s(%s → %s)"
                .formatted(
                    INDENTED, seconds(task, "first_seconds"), seconds(task, "second_seconds"))
            : "";
    lines.add(INDENTED + new TaskAddress(text(task, "path"), iteration).label() + time);
    lines.addAll(TextTable.aligned(rows(INDENTED + INDENTED, elements(task, "differences"))));
  }

  private static String seconds(JsonObject task, String name) {
    return task.has(name)
        ? DurationText.of(
            Duration.ofMillis((long) (task.get(name).getAsDouble() * MILLIS_OF_SECOND)))
        : "did not run";
  }

  private static List<List<String>> rows(String indent, List<JsonObject> differences) {
    var rows = new ArrayList<List<String>>();
    for (JsonObject difference : differences) {
      String first = value(difference, FIRST);
      String second = value(difference, SECOND);
      int from = firstDifference(first, second);
      rows.add(
          List.of(
              indent + text(difference, "name"),
              "%s → %s".formatted(cut(first, from), cut(second, from))));
    }
    return rows;
  }

  private static List<JsonObject> elements(JsonObject object, String name) {
    var elements = new ArrayList<JsonObject>();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonElement element : array) {
        elements.add(element.getAsJsonObject());
      }
    }
    return elements;
  }

  private static String text(JsonObject object, String name) {
    return object.has(name) ? object.get(name).getAsString() : "";
  }

  private static String value(JsonObject object, String name) {
    return object.has(name) ? object.get(name).toString() : "none";
  }

  private static int firstDifference(String first, String second) {
    int index = 0;
    while (index < Math.min(first.length(), second.length())
        && first.charAt(index) == second.charAt(index)) {
      index++;
    }
    return index;
  }

  /** Long values are shown around where they begin to differ. */
  private static String cut(String text, int from) {
    if (text.length() <= MAX_VALUE) {
      return text;
    }
    int begin = Math.clamp(from - MAX_VALUE / 2L, 0, text.length() - MAX_VALUE);
    String end = begin + MAX_VALUE < text.length() ? "…" : "";
    return (begin > 0 ? "…" : "") + text.substring(begin, begin + MAX_VALUE) + end;
  }
}
