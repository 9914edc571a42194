package io.pitwheel.conformance.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A pipeline of the corpus.
 *
 * @param path where it stands below one of the corpus' folders
 * @param isValid whether it may run at all
 * @param note what is known of running it on one machine: {@code yes…}, {@code no: why}, {@code
 *     only with…}
 */
record CorpusRow(String path, boolean isValid, String note, Set<String> features) {
  private static final Pattern CELL = Pattern.compile("\"((?:[^\"]|\"\")*)\"|([^,]*)");

  /** Reads the index: comma-separated with a header; a quoted cell may hold commas. */
  static List<CorpusRow> read(String index) {
    List<String> lines = index.lines().toList();
    List<String> header = cellsOf(lines.getFirst());
    return lines.stream()
        .skip(1)
        .map(CorpusRow::cellsOf)
        .map(cells ->
            new CorpusRow(
                cells.get(header.indexOf("path")),
                !cells.get(header.indexOf("valid")).equals("invalid"),
                cells.get(header.indexOf("local_subprocess")),
                Set.of(cells.get(header.indexOf("features")).split(" "))))
        .toList();
  }

  private static List<String> cellsOf(String line) {
    List<String> cells = new ArrayList<>();
    var matcher = CELL.matcher(line);
    int position = 0;
    while (position <= line.length() && matcher.find(position)) {
      String quoted = matcher.group(1);
      cells.add(quoted == null ? matcher.group(2) : quoted.replace("\"\"", "\""));
      position = matcher.end() + 1;
    }
    return cells;
  }
}
