package io.pitwheel.conformance.compatibility;

import java.util.List;

/**
 * One row of the table.
 *
 * @param status {@code yes} or {@code partial}
 * @param tests {@code behaviour/<case>} or {@code Class.method}
 * @param missing what is missing of a partial one, in a sentence
 */
record Feature(String name, String status, List<String> tests, String missing) {
  private static final int COLUMNS = 4;

  /** Reads the rows; the cells are separated by semicolons. */
  static List<Feature> read(String text) {
    return text.lines().skip(1).map(Feature::of).toList();
  }

  private static Feature of(String line) {
    String[] cells = line.split(";", -1);
    int others = cells.length - COLUMNS;
    if (others < 0) {
      throw new IllegalArgumentException("row: " + line + " (expected: four cells)");
    }
    String missing = String.join(";", List.of(cells).subList(COLUMNS - 1, cells.length));
    return new Feature(cells[0], cells[1], List.of(cells[2].split(" ")), missing);
  }

  String line() {
    return "| `%s` | %s | %s |".formatted(name, shownStatus(), String.join(", ", shownTests()));
  }

  private List<String> shownTests() {
    return tests.stream().map(test -> "`" + test + "`").toList();
  }

  private String shownStatus() {
    return missing.isEmpty() ? status : status + ": " + missing;
  }

  boolean isPartial() {
    return status.equals("partial");
  }
}
