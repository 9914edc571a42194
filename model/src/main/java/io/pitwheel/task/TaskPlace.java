package io.pitwheel.task;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ScopePath;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A place in a run, written as tables print it: {@code train}, {@code for-loop-1/train[0]}, or
 * {@code for-loop-1[0]} for a whole iteration.
 *
 * @param iteration the first indices, from the outermost loop; every iteration that begins so is
 *     meant
 */
public record TaskPlace(ScopePath path, IterationVector iteration) {
  private static final Pattern INDICES = Pattern.compile("[0-9]{1,9}");

  /**
   * @param field of the request, for the error
   * @throws PipelinesException INVALID_ARGUMENT for another form
   */
  public static TaskPlace parse(String field, String text) {
    int bracket = text.indexOf('[');
    String path = bracket < 0 ? text : text.substring(0, bracket);
    String indices = bracket < 0 ? "" : text.substring(bracket);
    List<String> keys = List.of(withoutSlash(path).split("/", -1));
    boolean isForm =
        keys.stream().noneMatch(key -> key.isEmpty() || key.contains("]")) && areIndices(indices);
    if (!isForm) {
      throw PipelinesException.invalid(
          field,
          "reading the path of a task: \"%s\" (expected: keys joined by slashes, such as train or for-loop-1/train[0])"
              .formatted(text));
    }
    return new TaskPlace(new ScopePath(keys), vector(indices));
  }

  private static String withoutSlash(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static boolean areIndices(String bracketed) {
    return bracketed.isEmpty()
        || (bracketed.endsWith("]")
            && Arrays.stream(inside(bracketed)).allMatch(INDICES.asMatchPredicate()));
  }

  private static IterationVector vector(String bracketed) {
    return bracketed.isEmpty()
        ? IterationVector.NONE
        : new IterationVector(Arrays.stream(inside(bracketed)).map(Integer::valueOf).toList());
  }

  private static String[] inside(String bracketed) {
    return bracketed.substring(1, bracketed.length() - 1).split(",", -1);
  }

  /** The inverse of {@link #parse}. */
  public String text() {
    String indices = iteration.text().replace('.', ',');
    return indices.isEmpty() ? path.slashed() : "%s[%s]".formatted(path.slashed(), indices);
  }

  /** Whether it is that of a task, whose iteration may be one of several meant. */
  public boolean isPlaceOf(TaskReference task) {
    return task.path().equals(path) && task.iteration().beginsWith(iteration);
  }
}
