package io.pitwheel.server.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** What may stand in a setting. */
enum SettingKind {
  HOST("a name or address of this machine"),
  PORT("0 to 65535, where 0 takes a free one"),
  SLOTS("0 to 10000, where 0 is the number of processors"),
  ROOT("nothing, an absolute path, or a uri of a bucket"),
  FILE("nothing, or the path of a file that this user can read"),
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
      case PORT -> isNumber(text, MAX_PORT);
      case SLOTS -> isNumber(text, MAX_SLOTS);
      case ROOT -> text.isEmpty() || text.startsWith("/") || text.contains("://");
      case FILE -> text.isEmpty() || isReadable(text);
      case FOLDER -> text.isEmpty() || (text.startsWith("/") && text.indexOf(0) < 0);
      case FLAG -> text.equals("true") || text.equals("false");
    };
  }

  /** The text of a variable as a file would have it: shells and charts write True as well. */
  String normalised(String text) {
    return this == FLAG ? text.strip().toLowerCase(Locale.ROOT) : text.strip();
  }

  private static boolean isReadable(String text) {
    try {
      return Files.isReadable(Path.of(text)) && !Files.isDirectory(Path.of(text));
    } catch (InvalidPathException exception) {
      return false;
    }
  }

  private static boolean isNumber(String text, int max) {
    return text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= max;
  }
}
