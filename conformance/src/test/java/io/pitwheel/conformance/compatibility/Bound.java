package io.pitwheel.conformance.compatibility;

import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One row of the table of bounds.
 *
 * @param group heads the rows that belong together
 * @param value as people read it, such as {@code 32 MiB}; {@code none} for what is not taken at all
 * @param constant {@code Class#FIELD}, {@code script.js#CONSTANT}, {@code setting KEY}, or nothing
 *     for {@code none}
 * @param error an HTTP status, where it has one, and an error code; {@code none} where nothing is
 *     refused
 */
record Bound(
    String group,
    String name,
    String value,
    String constant,
    String where,
    String error,
    List<String> tests) {
  private static final int COLUMNS = 7;
  private static final String OF_SETTING = "setting ";
  private static final String NOTHING = "none";

  /** Reads the rows; the cells are separated by upright lines. */
  static List<Bound> read(String text) {
    return text.lines().skip(1).map(Bound::of).toList();
  }

  private static Bound of(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != COLUMNS) {
      throw new IllegalArgumentException("row: " + line + " (expected: " + COLUMNS + " cells)");
    }
    return new Bound(
        cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], List.of(cells[6].split(" ")));
  }

  /** The setting behind the bound; empty for a constant. */
  String settingKey() {
    return constant.startsWith(OF_SETTING) ? constant.substring(OF_SETTING.length()) : "";
  }

  /** What the code has for it: bytes, seconds, or a plain number. */
  long valueOfCode() throws ReflectiveOperationException {
    if (constant.isEmpty()) {
      return 0;
    }
    if (!settingKey().isEmpty()) {
      Setting setting =
          Stream.of(Setting.values())
              .filter(known -> known.key().equals(settingKey()))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no setting " + settingKey()));
      return Settings.defaults().number(setting) * unit();
    }
    if (BoundsOfCode.isOfScript(constant)) {
      return BoundsOfCode.valueOfScript(constant);
    }
    int separator = constant.indexOf('#');
    var field =
        Class.forName(constant.substring(0, separator))
            .getDeclaredField(constant.substring(separator + 1));
    field.setAccessible(true);
    return field.get(null) instanceof Duration duration
        ? duration.toSeconds()
        : ((Number) field.get(null)).longValue();
  }

  /** What the row has for it, in the same unit. */
  long valueOfRow() {
    return value.equals(NOTHING) ? 0 : Long.parseLong(value.split(" ", -1)[0]) * unit();
  }

  private long unit() {
    return switch (value.substring(value.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT)) {
      case "kib" -> 1024;
      case "mib" -> 1024 * 1024;
      case "min" -> 60;
      case "day", "days" -> 86_400;
      default -> 1;
    };
  }

  String line() {
    String setting = settingKey().isEmpty() ? "" : " (`%s`)".formatted(settingKey());
    return "| %s | %s%s | %s | %s | %s |"
        .formatted(
            name,
            value,
            setting,
            where,
            error,
            String.join(", ", tests.stream().map(test -> "`" + test + "`").toList()));
  }
}
