package io.pitwheel.distribution.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/** What is logged, and how, which may change while the program runs; and what was, lately. */
public final class LogSettings {
  private static final String OURS = "io.pitwheel";

  /** Of libraries, which tell at every level more than anybody wants, and sometimes secrets. */
  private static final Level LIBRARIES = Level.WARN;

  /** Libraries that call trouble what is none. */
  private static final Map<String, Level> QUIETER =
      Map.of(
          "io.micrometer",
          Level.ERROR,
          // It calls databases too old for what it might say; what we say is tested on them.
          "org.jooq.impl.DefaultExecuteContext.logVersionSupport",
          Level.ERROR);

  /** Some ten thousand lines. */
  private static final int MAX_CHARACTERS_KEPT = 2_000_000;

  private static final RecentEvents RECENT = new RecentEvents(MAX_CHARACTERS_KEPT);

  private static volatile Level level = Level.WARN;
  private static volatile boolean isJson;

  private LogSettings() {}

  /** From which level on our own lines are written. */
  public static void setLevel(Level chosen) {
    level = chosen;
  }

  /** Whether each line is a JSON object. */
  public static void setJson(boolean chosen) {
    isJson = chosen;
  }

  /** The newest events in which a word stands, oldest first, as they were written. */
  public static List<String> recentEventsNaming(String word) {
    return RECENT.naming(word);
  }

  static RecentEvents recent() {
    return RECENT;
  }

  static boolean isJson() {
    return isJson;
  }

  /** The level that a name of the setting means; numbers are those of KFP's components. */
  public static Level levelOf(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "error", "fatal", "panic" -> Level.ERROR;
      case "warn", "warning" -> Level.WARN;
      case "debug", "2", "3", "4" -> Level.DEBUG;
      case "trace", "5", "6", "7", "8", "9", "10" -> Level.TRACE;
      default -> Level.INFO;
    };
  }

  static boolean isWritten(String logger, Level asked) {
    return asked.toInt() >= threshold(logger).toInt();
  }

  private static Level threshold(String logger) {
    if (logger.startsWith(OURS)) {
      return level;
    }
    return QUIETER.entrySet().stream()
        .filter(entry -> logger.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(LIBRARIES);
  }
}
