package io.pitwheel.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which questions each call asks: every RPC and every route beside them, as data (KFP: the resource
 * attributes in each method of its API server).
 */
public final class AccessTable {
  private static final String FILE = "calls.csv";

  private final Map<String, List<AccessRow>> rows;

  private AccessTable(Map<String, List<AccessRow>> rows) {
    this.rows = rows;
  }

  /** The table of this version. */
  public static AccessTable read() {
    try (InputStream stream = AccessTable.class.getResourceAsStream(FILE)) {
      String text = new String(Objects.requireNonNull(stream, FILE).readAllBytes(), UTF_8);
      return new AccessTable(
          text.lines()
              .skip(1)
              .map(AccessRow::parse)
              .collect(
                  Collectors.groupingBy(AccessRow::call, LinkedHashMap::new, Collectors.toList())));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Every call that has a row. */
  public Set<String> calls() {
    return Set.copyOf(rows.keySet());
  }

  /** Whether everybody may make the call. */
  public boolean isOpen(String call) {
    return rowsOf(call).stream().allMatch(row -> row.isOpen() && !row.isByToken());
  }

  /** Whether the call asks for a token itself. */
  public boolean isByToken(String call) {
    return rowsOf(call).stream().allMatch(AccessRow::isByToken);
  }

  /** The questions of a call; one without a row is a defect, and nobody may make it. */
  List<AccessRow> rowsOf(String call) {
    List<AccessRow> found = rows.get(call);
    if (found == null) {
      throw new IllegalStateException("a call without a row in %s: %s".formatted(FILE, call));
    }
    return found;
  }
}
