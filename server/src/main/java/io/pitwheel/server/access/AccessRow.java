package io.pitwheel.server.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One question that a call asks.
 *
 * @param call {@code Service/Rpc}, or verb and path of a route that is no RPC
 * @param resource plural; {@code -} for a call that everybody may make, or about which the gate has
 *     nothing to ask; in braces a field that says it
 * @param verb likewise; {@code token} for a call that asks for a token itself
 * @param places fields that say where the thing is; the first that is there counts
 * @param absent what it means when none is there
 */
record AccessRow(
    String call, String resource, String verb, List<PlaceField> places, Absent absent) {
  private static final int COLUMNS = 5;

  /** A field by its path, and what it names. */
  record PlaceField(PlaceKind kind, String path) {}

  /** What a request without a place means. */
  enum Absent {
    /** It is about the server as a whole. */
    SERVER,
    /** It is refused, where there are namespaces at all. */
    REFUSED,
    /** This question needs no asking. */
    SKIPPED
  }

  AccessRow {
    places = List.copyOf(places);
  }

  boolean isOpen() {
    return resource.equals("-");
  }

  /** Whether the call asks for a token itself, which says all that there is to know of a caller. */
  boolean isByToken() {
    return isOpen() && verb.equals("token");
  }

  static AccessRow parse(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException("a row of calls.csv without five columns: " + line);
    }
    return new AccessRow(
        columns[0],
        columns[1],
        columns[2],
        columns[3].isEmpty()
            ? List.of()
            : Arrays.stream(columns[3].split("\\|")).map(AccessRow::place).toList(),
        Absent.valueOf(columns[4].toUpperCase(Locale.ROOT)));
  }

  private static PlaceField place(String text) {
    int colon = text.indexOf(':');
    return new PlaceField(PlaceKind.ofWord(text.substring(0, colon)), text.substring(colon + 1));
  }
}
