package io.pitwheel.server.event;

import io.pitwheel.failure.PipelinesException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the stream of a list has come in each of its runs. Its text form is the identifier of an
 * event, and all that is needed to go on after it, whichever server is asked: the numbers of the
 * last events in the order of the runs' ids, such as {@code 4.0.17}. That of a list which grows
 * goes on with the second in which it was looked for new runs, and those that were found: {@code
 * 4.0.17~1767323045~RUN:3~RUN:8}.
 */
final class ListPositions {
  /** Runs of one list, and as many that it grew by; a page of a list has at most twice as many. */
  static final int MAX_RUNS = 100;

  /** Runs that are remembered to have left, so that they do not come again; the oldest go first. */
  private static final int MAX_LEFT = 10_000;

  private static final String NUMBER = "\\d{1,18}";
  private static final String SECOND = "\\d{1,11}";
  private static final String FOUND = "[^~:]{1,64}:" + NUMBER;
  private static final String MARK = "~";

  private final Map<String, Long> lastSeen = new LinkedHashMap<>();
  private final Map<String, Long> found = new LinkedHashMap<>();
  private final Set<String> left = new LinkedHashSet<>();
  private @Nullable Instant lookedAt;

  /** Of a list that does not grow. */
  ListPositions(List<String> runIds, String after) {
    this(runIds, after, null);
  }

  /**
   * @param after an identifier; empty for the beginning
   * @param now of a list that grows by the runs made from now on, or since the identifier; null for
   *     one that does not
   * @throws PipelinesException INVALID_ARGUMENT for no run, too many, and an identifier that is not
   *     of a list of so many runs
   */
  ListPositions(List<String> runIds, String after, @Nullable Instant now) {
    var ordered = new TreeSet<>(runIds);
    if ((ordered.isEmpty() && now == null) || ordered.size() > MAX_RUNS) {
      throw PipelinesException.invalid(
          "run_id",
          "following a list: %d runs (expected: 1 to %d, each as run_id=ID; or experiment_id or namespace for those to come)"
              .formatted(ordered.size(), MAX_RUNS));
    }
    lookedAt = now;
    List<String> parts = List.of(after.split(MARK, -1));
    List<Long> numbers =
        after.isEmpty() || (ordered.isEmpty() && parts.getFirst().isEmpty())
            ? List.of()
            : numbersOf(parts.getFirst(), after, ordered.size());
    int place = 0;
    for (String runId : ordered) {
      lastSeen.put(runId, numbers.isEmpty() ? 0L : numbers.get(place));
      place++;
    }
    if (!after.isEmpty()) {
      readFound(parts.subList(1, parts.size()), after, now != null);
    }
  }

  private static List<Long> numbersOf(String numbers, String text, int expected) {
    var read = new ArrayList<Long>();
    for (String part : numbers.split("\\.", -1)) {
      if (!part.matches(NUMBER)) {
        throw refused(text, expected);
      }
      read.add(Long.valueOf(part));
    }
    if (read.size() != expected) {
      throw refused(text, expected);
    }
    return read;
  }

  private void readFound(List<String> parts, String text, boolean grows) {
    boolean fits =
        grows
            ? !parts.isEmpty()
                && parts.getFirst().matches(SECOND)
                && parts.size() <= MAX_RUNS + 1
                && parts.stream().skip(1).allMatch(part -> part.matches(FOUND))
            : parts.isEmpty();
    if (!fits) {
      throw refused(text, lastSeen.size());
    }
    if (grows) {
      lookedAt = Instant.ofEpochSecond(Long.parseLong(parts.getFirst()));
    }
    for (String part : parts.stream().skip(1).toList()) {
      int colon = part.indexOf(':');
      found.put(part.substring(0, colon), Long.valueOf(part.substring(colon + 1)));
    }
  }

  static PipelinesException refused(String text, int expected) {
    String shown = text.length() > MAX_RUNS ? text.substring(0, MAX_RUNS) + "…" : text;
    return PipelinesException.invalid(
        "after",
        "following a list after event %s (expected: the id of an event of a list of the same %d runs)"
            .formatted(shown, expected));
  }

  Set<String> runIds() {
    return Set.copyOf(lastSeen.keySet());
  }

  /** The runs that the list grew by, the oldest first. */
  List<String> found() {
    return List.copyOf(found.keySet());
  }

  /** All of them. */
  List<String> all() {
    return Stream.concat(lastSeen.keySet().stream(), found.keySet().stream()).toList();
  }

  /** When new runs were looked for; null for a list that does not grow. */
  @Nullable Instant lookedAt() {
    return lookedAt;
  }

  void lookedAt(Instant moment) {
    lookedAt = moment;
  }

  /** The number of the last event of a run that was sent; 0 for none. */
  long of(String runId) {
    return lastSeen.getOrDefault(runId, found.getOrDefault(runId, 0L));
  }

  boolean has(String runId) {
    return lastSeen.containsKey(runId) || found.containsKey(runId);
  }

  /** Whether a run was one of them, and left to make room. */
  boolean hasLeft(String runId) {
    return left.contains(runId);
  }

  /**
   * Adds a run.
   *
   * @return the oldest that was added, which leaves where there is no room; empty where there is
   */
  Optional<String> add(String runId) {
    Optional<String> leaving =
        found.size() < MAX_RUNS ? Optional.empty() : found.keySet().stream().findFirst();
    leaving.ifPresent(this::leave);
    found.put(runId, 0L);
    return leaving;
  }

  private void leave(String runId) {
    found.remove(runId);
    left.add(runId);
    if (left.size() > MAX_LEFT) {
      left.remove(left.iterator().next());
    }
  }

  /** Leaves a run aside that was found and is gone. */
  void drop(String runId) {
    found.remove(runId);
  }

  void advance(String runId, long sequence) {
    (found.containsKey(runId) ? found : lastSeen).put(runId, sequence);
  }

  /** The identifier of the event that was sent last. */
  @Override
  public String toString() {
    String numbers = String.join(".", lastSeen.values().stream().map(String::valueOf).toList());
    Instant moment = lookedAt;
    if (moment == null) {
      return numbers;
    }
    var text = new StringBuilder(numbers).append(MARK).append(moment.getEpochSecond());
    found.forEach(
        (runId, sequence) -> text.append(MARK).append(runId).append(':').append(sequence));
    return text.toString();
  }
}
