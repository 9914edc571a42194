package io.pitwheel.launch;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.LargeValues;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What of the object store the attempt of a task may touch.
 *
 * @param inputs locations at and below which it may read
 * @param outputs locations at and below which it may read and write
 */
public record TaskReach(List<String> inputs, List<String> outputs) {
  /** What could be taken for another place by whom it is passed on to. */
  private static final Pattern AMBIGUOUS =
      Pattern.compile("(?i)%2e|%2f|%5c|%00|\\\\|\\p{Cntrl}|(^|/)\\.{0,2}(/|$)");

  public TaskReach {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Its artifacts and large parameters; its outputs, large ones among them, and its log. */
  public static TaskReach of(LaunchInstruction instruction) {
    Stream<String> artifacts =
        instruction.inputs().artifacts().values().stream().flatMap(List::stream).map(Artifact::uri);
    Stream<String> large =
        instruction.inputs().parameters().values().stream().flatMap(TaskReach::spilledIn);
    return new TaskReach(
        Stream.concat(artifacts, large)
            .map(TaskReach::withoutSlash)
            .filter(text -> !text.isEmpty())
            .toList(),
        List.of(instruction.outputLocation(), LogCopies.of(instruction)));
  }

  public boolean mayRead(String location) {
    return inputs.stream().anyMatch(root -> isAtOrBelow(root, location)) || mayWrite(location);
  }

  public boolean mayWrite(String location) {
    return outputs.stream().anyMatch(root -> isAtOrBelow(root, location));
  }

  /** Whether a location is a root, or below it by a way that can be taken for no other. */
  public static boolean isAtOrBelow(String root, String location) {
    return location.equals(root)
        || (location.startsWith(root + "/")
            && !AMBIGUOUS.matcher(location.substring(root.length() + 1)).find());
  }

  /** Where the large values are that stand in a value. */
  public static Stream<String> spilledIn(JsonValue value) {
    return LargeValues.spilledIn(value).map(JsonValue.JsonSpilled::location);
  }

  private static String withoutSlash(String uri) {
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
