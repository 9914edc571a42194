package io.pitwheel.task;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One index for each enclosing loop, from the outermost; empty outside loops. */
public record IterationVector(List<Integer> indices) implements Comparable<IterationVector> {
  public static final IterationVector NONE = new IterationVector(List.of());

  public IterationVector {
    indices = List.copyOf(indices);
  }

  /** The vector of what stands inside the given iteration of a loop at this vector. */
  public IterationVector inside(int iteration) {
    var longer = new ArrayList<>(indices);
    longer.add(iteration);
    return new IterationVector(longer);
  }

  /** The first indices; for finding the row of an enclosing task. */
  public IterationVector prefix(int length) {
    return length == indices.size() ? this : new IterationVector(indices.subList(0, length));
  }

  /** Whether the first indices are those of the other. */
  public boolean beginsWith(IterationVector other) {
    int length = other.indices.size();
    return indices.size() >= length && indices.subList(0, length).equals(other.indices);
  }

  public int last() {
    return indices.get(indices.size() - 1);
  }

  /** {@code 0.3}; empty text outside loops. The form in rows and keys. */
  public String text() {
    var text = new StringBuilder();
    for (int index : indices) {
      text.append(text.isEmpty() ? "" : ".").append(index);
    }
    return text.toString();
  }

  /** The inverse of {@link #text}. */
  public static IterationVector parse(String text) {
    if (text.isEmpty()) {
      return NONE;
    }
    return new IterationVector(Arrays.stream(text.split("\\.")).map(Integer::valueOf).toList());
  }

  @Override
  public int compareTo(IterationVector other) {
    int shared = Math.min(indices.size(), other.indices.size());
    for (int i = 0; i < shared; i++) {
      int compared = Integer.compare(indices.get(i), other.indices.get(i));
      if (compared != 0) {
        return compared;
      }
    }
    return Integer.compare(indices.size(), other.indices.size());
  }
}
