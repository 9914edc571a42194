package io.pitwheel.server.field;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is answered to bad values, from the data: 400, unless a row says that a value is taken (200)
 * or refused by another status.
 */
record Outcomes(Map<String, Map<String, Integer>> byField) {
  private static final int REFUSED = 400;
  private static final String HEAD = "call and field;answers to bad values other than 400\n";

  static Outcomes read() {
    var byField = new LinkedHashMap<String, Map<String, Integer>>();
    new String(RightRequests.resource("answers.csv"), UTF_8)
        .lines()
        .skip(1)
        .map(line -> line.split(";", -1))
        .forEach(cells -> byField.put(cells[0], answers(cells[1])));
    return new Outcomes(byField);
  }

  private static Map<String, Integer> answers(String cell) {
    var answers = new TreeMap<String, Integer>();
    for (String group : cell.split(", ", -1)) {
      String[] parts = group.split(": ", -1);
      for (String value : parts[1].split(" ", -1)) {
        answers.put(value, Integer.valueOf(parts[0]));
      }
    }
    return answers;
  }

  int of(String call, FieldPlace place, BadValue value) {
    return byField
        .getOrDefault(call + "." + place.name(), Map.of())
        .getOrDefault(value.name(), REFUSED);
  }

  /** Notes an answer, to be written down. */
  void note(String call, FieldPlace place, BadValue value, int status) {
    if (status != REFUSED) {
      byField
          .computeIfAbsent(call + "." + place.name(), _ -> new LinkedHashMap<>())
          .put(value.name(), status);
    }
  }

  /** The data. */
  String text() {
    return byField.entrySet().stream()
        .map(row -> row.getKey() + ";" + groups(row.getValue()) + "\n")
        .collect(joining("", HEAD, ""));
  }

  private static String groups(Map<String, Integer> answers) {
    var groups = new TreeMap<Integer, String>();
    answers.forEach(
        (value, status) -> groups.merge(status, value, (before, after) -> before + " " + after));
    return groups.entrySet().stream()
        .map(group -> group.getKey() + ": " + group.getValue())
        .collect(joining(", "));
  }
}
