package io.pitwheel.server.explanation;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.Task;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a run as people write it, such as {@code for-loop-1/train[0,3]}.
 *
 * @param iteration null for every one
 */
record TaskPlace(String path, @Nullable IterationVector iteration) {
  private static final Pattern FORM =
      Pattern.compile("([^\\[\\]]+?)/?(?:\\[([0-9]{1,9}(?:,[0-9]{1,9})*)])?");

  /**
   * @throws PipelinesException INVALID_ARGUMENT for another form
   */
  static TaskPlace parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw PipelinesException.invalid(
          "path",
          "reading the path of a task: %s (expected: keys joined by slashes, such as train or for-loop-1/train[0])"
              .formatted(text));
    }
    String indices = matcher.group(2);
    return new TaskPlace(
        matcher.group(1),
        indices == null
            ? null
            : new IterationVector(
                Arrays.stream(indices.split(",")).map(Integer::valueOf).toList()));
  }

  boolean isPlaceOf(Task task) {
    return task.reference().path().slashed().equals(path)
        && (iteration == null || task.reference().iteration().equals(iteration));
  }
}
