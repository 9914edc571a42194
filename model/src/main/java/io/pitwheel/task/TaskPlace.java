package io.pitwheel.rerun;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The task from which a run starts again, written as tables print it: {@code train}, {@code
 * for-loop-1/train[0]}, or {@code for-loop-1[0]} for a whole iteration.
 *
 * @param iteration the first indices, from the outermost loop; every iteration that begins so is
 *     meant
 */
public record RerunPoint(ScopePath path, IterationVector iteration) {
  private static final Pattern FORM =
      Pattern.compile("([^\\[\\]/]+(?:/[^\\[\\]/]+)*)/?(?:\\[([0-9]{1,9}(?:,[0-9]{1,9})*)])?");

  /**
   * @throws PipelinesException INVALID_ARGUMENT for another form
   */
  public static RerunPoint parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw PipelinesException.invalid(
          "from",
          "reading the task to start again from: \"%s\" (expected: keys joined by slashes, such as train or for-loop-1/train[0])"
              .formatted(text));
    }
    String indices = matcher.group(2);
    return new RerunPoint(
        new ScopePath(List.of(matcher.group(1).split("/", -1))),
        indices == null
            ? IterationVector.NONE
            : new IterationVector(
                Arrays.stream(indices.split(",")).map(Integer::valueOf).toList()));
  }

  /** The inverse of {@link #parse}. */
  public String text() {
    String indices = iteration.text().replace('.', ',');
    return indices.isEmpty() ? path.slashed() : "%s[%s]".formatted(path.slashed(), indices);
  }
}
