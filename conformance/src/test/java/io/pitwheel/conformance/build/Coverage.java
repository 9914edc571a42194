package io.pitwheel.conformance.build;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Line coverage by module, in percent with one digit, against floors that only rise. */
final class Coverage {
  private static final String HEADER = "module,line_coverage_floor";

  private Coverage() {}

  /** The share of covered lines in a report of JaCoCo; nothing to cover is 100. */
  static BigDecimal read(String report) {
    List<String> rows = report.lines().toList();
    List<String> columns = List.of(rows.getFirst().split(","));
    int missedColumn = columns.indexOf("LINE_MISSED");
    int coveredColumn = columns.indexOf("LINE_COVERED");
    long missed = 0;
    long covered = 0;
    for (String row : rows.subList(1, rows.size())) {
      String[] cells = row.split(",");
      missed += Long.parseLong(cells[missedColumn]);
      covered += Long.parseLong(cells[coveredColumn]);
    }
    return percent(covered, covered + missed);
  }

  /** Floors as they are checked in: a header, then module and percentage. */
  static Map<String, BigDecimal> readFloors(String table) {
    Map<String, BigDecimal> floors = new TreeMap<>();
    for (String row : table.lines().skip(1).toList()) {
      String[] cells = row.split(",");
      floors.put(cells[0], new BigDecimal(cells[1]));
    }
    return floors;
  }

  /** What is wrong: a module below its floor, or without one. */
  static List<String> findings(Map<String, BigDecimal> floors, Map<String, BigDecimal> measured) {
    List<String> findings = new ArrayList<>();
    measured.forEach((module, share) -> {
      BigDecimal floor = floors.get(module);
      if (floor == null) {
        findings.add("%s has no floor (add the row %s,%s)".formatted(module, module, share));
      } else if (share.compareTo(floor) < 0) {
        findings.add(
            "%s fell to %s %% of lines (expected: at least %s)".formatted(module, share, floor));
      }
    });
    return findings;
  }

  /** The table with every floor raised to what was measured; none is lowered. */
  static String raised(Map<String, BigDecimal> floors, Map<String, BigDecimal> measured) {
    Map<String, BigDecimal> raised = new TreeMap<>(floors);
    measured.forEach((module, share) -> raised.merge(module, share, BigDecimal::max));
    var table = new StringBuilder(HEADER).append('\n');
    raised.forEach((module, share) -> table.append(module).append(',').append(share).append('\n'));
    return table.toString();
  }

  private static BigDecimal percent(long part, long whole) {
    return whole == 0
        ? new BigDecimal("100.0")
        : BigDecimal.valueOf(100 * part).divide(BigDecimal.valueOf(whole), 1, RoundingMode.DOWN);
  }
}
