package io.pitwheel.failure;

import java.util.Collection;
import java.util.Comparator;

/** Which known names a mistyped one may have meant. */
public final class NearestNames {
  private static final int MAX_NAMES = 4;

  /** Comparing longer names than this would cost more than the answer is worth. */
  private static final int MAX_COMPARED_LENGTH = 128;

  private NearestNames() {}

  /** The known names, nearest first, such as {@code one of parameters, artifacts}. */
  public static String of(String given, Collection<String> known) {
    if (known.isEmpty()) {
      return "none";
    }
    String nearest =
        String.join(
            ", ",
            known.stream()
                .sorted(
                    Comparator.<String, Boolean>comparing(name -> !isPart(given, name))
                        .thenComparingInt(name -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NAMES)
                .toList());
    if (known.size() > MAX_NAMES) {
      return "one of " + nearest + ", …";
    }
    return known.size() == 1 ? nearest : "one of " + nearest;
  }

  private static boolean isPart(String given, String known) {
    return !given.isEmpty() && (known.contains(given) || given.contains(known));
  }

  /** Insertions, deletions and replacements that make one name the other (Levenshtein 1965). */
  private static int distance(String given, String known) {
    String first = shortened(given);
    String second = shortened(known);
    int[] previous = new int[second.length() + 1];
    for (int column = 0; column <= second.length(); column++) {
      previous[column] = column;
    }
    for (int row = 1; row <= first.length(); row++) {
      int[] current = new int[second.length() + 1];
      current[0] = row;
      for (int column = 1; column <= second.length(); column++) {
        int replaced = first.charAt(row - 1) == second.charAt(column - 1) ? 0 : 1;
        int shifted = Math.min(previous[column], current[column - 1]) + 1;
        current[column] = Math.min(previous[column - 1] + replaced, shifted);
      }
      previous = current;
    }
    return previous[second.length()];
  }

  private static String shortened(String name) {
    return name.length() > MAX_COMPARED_LENGTH ? name.substring(0, MAX_COMPARED_LENGTH) : name;
  }
}
