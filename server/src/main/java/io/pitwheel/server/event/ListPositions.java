package io.pitwheel.server.event;

import io.pitwheel.failure.PipelinesException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far the stream of a list has come in each of its runs. Its text form is the identifier of an
 * event, and all that is needed to go on after it, whichever server is asked: the numbers of the
 * last events in the order of the runs' ids, such as {@code 4.0.17}.
 */
final class ListPositions {
  /** Runs of one list; a page of a list has at most twice as many. */
  static final int MAX_RUNS = 100;

  private static final String NUMBER = "\\d{1,18}";

  private final Map<String, Long> lastSeen = new LinkedHashMap<>();

  /**
   * @param after an identifier; empty for the beginning
   * @throws PipelinesException INVALID_ARGUMENT for no run, too many, and an identifier that is not
   *     of a list of so many runs
   */
  ListPositions(List<String> runIds, String after) {
    var ordered = new TreeSet<>(runIds);
    if (ordered.isEmpty() || ordered.size() > MAX_RUNS) {
      throw PipelinesException.invalid(
          "run_id",
          "following a list: %d runs (expected: 1 to %d, each as run_id=ID)"
              .formatted(ordered.size(), MAX_RUNS));
    }
    List<Long> numbers = after.isEmpty() ? List.of() : numbersOf(after, ordered.size());
    int place = 0;
    for (String runId : ordered) {
      lastSeen.put(runId, numbers.isEmpty() ? 0L : numbers.get(place));
      place++;
    }
  }

  private static List<Long> numbersOf(String text, int expected) {
    var numbers = new ArrayList<Long>();
    for (String part : text.split("\\.", -1)) {
      if (!part.matches(NUMBER)) {
        throw refused(text, expected);
      }
      numbers.add(Long.valueOf(part));
    }
    if (numbers.size() != expected) {
      throw refused(text, expected);
    }
    return numbers;
  }

  private static PipelinesException refused(String text, int expected) {
    String shown = text.length() > MAX_RUNS ? text.substring(0, MAX_RUNS) + "…" : text;
    return PipelinesException.invalid(
        "after",
        "following a list after event %s (expected: the id of an event of a list of the same %d runs)"
            .formatted(shown, expected));
  }

  Set<String> runIds() {
    return Set.copyOf(lastSeen.keySet());
  }

  /** The number of the last event of a run that was sent; 0 for none. */
  long of(String runId) {
    return lastSeen.getOrDefault(runId, 0L);
  }

  void advance(String runId, long sequence) {
    lastSeen.put(runId, sequence);
  }

  /** The identifier of the event that was sent last. */
  @Override
  public String toString() {
    return String.join(".", lastSeen.values().stream().map(String::valueOf).toList());
  }
}
