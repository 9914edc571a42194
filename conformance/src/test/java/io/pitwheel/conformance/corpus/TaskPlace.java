package io.pitwheel.conformance.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a recorded task stands. The record knows loops by task key but leaves by the name of their
 * component, so a place may fit several tasks.
 *
 * @param loops keys of the loops around the task, outermost first, its own last when it is one
 * @param component without KFP's prefix
 * @param iteration one index for each loop
 */
record TaskPlace(List<String> loops, String component, List<Integer> iteration) {
  private static final Pattern ITERATION = Pattern.compile("(.*)-iteration-(\\d+)");

  TaskPlace {
    loops = List.copyOf(loops);
    iteration = List.copyOf(iteration);
  }

  /** Reads a folder such as {@code for-loop-1-iteration-0/train}. */
  static TaskPlace of(String folder) {
    List<String> loops = new ArrayList<>();
    List<Integer> iteration = new ArrayList<>();
    String[] parts = folder.split("/");
    String last = parts[parts.length - 1];
    for (String part : parts) {
      var matcher = ITERATION.matcher(part);
      if (matcher.matches()) {
        loops.add(matcher.group(1));
        iteration.add(Integer.valueOf(matcher.group(2)));
      }
    }
    var own = ITERATION.matcher(last);
    // The record calls a leaf that is itself iterated by its component, the graph by its key.
    if (own.matches()) {
      loops.removeLast();
      return new TaskPlace(loops, own.group(1), iteration);
    }
    return new TaskPlace(loops, last, iteration);
  }
}
