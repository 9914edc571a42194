package io.pitwheel.server.settings;

import java.util.Locale;

/** What may stand in a setting. */
enum SettingKind {
  HOST("a name or address of this machine"),
  HOSTS("hosts such as packages.example.com or 10.0.0.7:8080, with commas in between"),
  PORT("0 to 65535, where 0 takes a free one"),
  SLOTS("0 to 10000, where 0 is the number of processors"),
  FOLDER("the absolute path of a folder, or nothing for the one in the data folder"),
  FLAG("true or false");

  private static final int MAX_PORT = 65_535;
  private static final int MAX_SLOTS = 10_000;

  private final String expectation;

  SettingKind(String expectation) {
    this.expectation = expectation;
  }

  /** In words that follow "expected:". */
  String expectation() {
    return expectation;
  }

  boolean accepts(String text) {
    return switch (this) {
      case HOST -> !text.isBlank();
      case HOSTS -> text.isEmpty() || text.matches("[^,\\s/]+(,[^,\\s/]+)*");
      case PORT -> isNumber(text, MAX_PORT);
      case SLOTS -> isNumber(text, MAX_SLOTS);
      case FOLDER -> text.isEmpty() || (text.startsWith("/") && text.indexOf(0) < 0);
      case FLAG -> text.equals("true") || text.equals("false");
    };
  }

  /** The text of a variable as a file would have it: shells and charts write True as well. */
  String normalised(String text) {
    return this == FLAG ? text.strip().toLowerCase(Locale.ROOT) : text.strip();
  }

  private static boolean isNumber(String text, int max) {
    return text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= max;
  }
}
