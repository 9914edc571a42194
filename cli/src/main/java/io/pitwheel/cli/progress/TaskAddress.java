package io.pitwheel.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which task of a run, as people read and type it.
 *
 * @param path keys from the root, joined by slashes; empty for the root
 * @param iteration one index for each enclosing loop; fewer of them mean every task below
 */
public record TaskAddress(String path, List<Integer> iteration) {
  private static final Pattern WITH_INDICES = Pattern.compile("(.*)\\[(\\d{1,9}(?:,\\d{1,9})*)]");
  private static final Pattern OF_MANY = Pattern.compile("(.*)\\[\\d+ iterations]");

  public TaskAddress {
    iteration = List.copyOf(iteration);
  }

  /** Reads what {@link #label} and {@link #labelOfMany} write, and a path alone. */
  public static TaskAddress parse(String text) {
    Matcher indexed = WITH_INDICES.matcher(text);
    if (indexed.matches()) {
      var iteration = new ArrayList<Integer>();
      for (String index : indexed.group(2).split(",", -1)) {
        iteration.add(Integer.valueOf(index));
      }
      return new TaskAddress(indexed.group(1), iteration);
    }
    Matcher many = OF_MANY.matcher(text);
    return new TaskAddress(many.matches() ? many.group(1) : text, List.of());
  }

  /** {@code for-loop-1/train[0]}; the indices of several loops stand in one pair of brackets. */
  public String label() {
    return iteration.isEmpty() ? path : path + iteration.toString().replace(" ", "");
  }

  /** {@code for-loop-1/train[30 iterations]}: all of a task in one line. */
  public static String labelOfMany(String path, int count) {
    return "%s[%d iterations]".formatted(path, count);
  }

  /** Whether the other is this task, or one below it. */
  public boolean covers(TaskAddress other) {
    boolean isPathCovered = other.path.equals(path) || other.path.startsWith(path + "/");
    return isPathCovered
        && other.iteration.size() >= iteration.size()
        && other.iteration.subList(0, iteration.size()).equals(iteration);
  }
}
