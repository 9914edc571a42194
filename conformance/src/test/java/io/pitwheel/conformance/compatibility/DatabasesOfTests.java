package io.pitwheel.conformance.compatibility;

import io.pitwheel.conformance.project.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which databases a test runs on, as its source says: those of {@code TestedDatabase} that it, or
 * its class, takes; of a contract those that have a subclass; else the file in the data folder.
 */
final class DatabasesOfTests {
  static final List<String> ALL = List.of("SQLite", "PostgreSQL", "MariaDB");

  private static final Pattern NAMED = Pattern.compile("@EnumSource\\(names = ([^)]*)\\)");
  private static final String CHOICE = "TestedDatabase";
  private static final String CONTRACT = "Contract";

  private final Map<String, String> sources = new TreeMap<>();

  DatabasesOfTests() {
    Checkout.trackedFiles().stream()
        .filter(path -> path.endsWith("Test.java") || path.endsWith(CONTRACT + ".java"))
        .forEach(path ->
            sources.put(
                path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length()),
                Checkout.read(path)));
  }

  /**
   * @param test such as {@code Class.method}
   */
  List<String> of(String test) {
    int dot = test.indexOf('.');
    String type = test.substring(0, dot);
    String source = sources.getOrDefault(type, "");
    if (type.endsWith(CONTRACT)) {
      return ALL.stream().filter(database -> hasSubclass(database, type)).toList();
    }
    String method = declarationOf(source, "void " + test.substring(dot + 1) + "(");
    if (method.contains(CHOICE)) {
      return chosen(method);
    }
    String whole = declarationOf(source, "class " + type);
    return whole.contains("@ParameterizedClass") ? chosen(whole) : ALL.subList(0, 1);
  }

  /** Contracts may extend one another. */
  private boolean hasSubclass(String database, String type) {
    String prefix = database.charAt(0) + database.substring(1).toLowerCase(Locale.ROOT);
    return sources.entrySet().stream()
        .filter(entry -> entry.getValue().contains("extends " + type + " "))
        .anyMatch(entry ->
            entry.getKey().startsWith(prefix)
                || entry.getKey().endsWith(CONTRACT) && hasSubclass(database, entry.getKey()));
  }

  /** What stands from the blank line before a declaration to its body. */
  private static String declarationOf(String source, String head) {
    int at = source.indexOf(head);
    if (at < 0) {
      return "";
    }
    return source.substring(source.lastIndexOf("\n\n", at) + 1, source.indexOf('{', at));
  }

  private static List<String> chosen(String declaration) {
    Optional<String> names =
        NAMED.matcher(declaration).results().map(match -> match.group(1)).findFirst();
    var databases = new ArrayList<String>();
    for (String database : ALL) {
      Matcher name = Pattern.compile("(?i)\"" + database + "\"").matcher(names.orElse(""));
      if (names.isEmpty() || name.find()) {
        databases.add(database);
      }
    }
    return databases;
  }
}
