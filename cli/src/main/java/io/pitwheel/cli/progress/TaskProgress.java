package io.pitwheel.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one task stands.
 *
 * @param path keys from the root, joined by slashes
 * @param iteration one index for each enclosing loop
 * @param state by its name on the wire
 * @param type by its name on the wire
 * @param reason why it was skipped; empty for none
 * @param endedAt null while it runs
 */
public record TaskProgress(
    String taskId,
    String path,
    List<Integer> iteration,
    String state,
    String type,
    int attempt,
    String reason,
    String message,
    Instant startedAt,
    @Nullable Instant endedAt) {
  private static final Set<String> LEAF_TYPES = Set.of("RUNTIME", "IMPORTER");

  public TaskProgress {
    iteration = List.copyOf(iteration);
  }

  /** Whether a command or an import stands behind it, and not a graph. */
  public boolean isLeaf() {
    return LEAF_TYPES.contains(type);
  }

  public boolean isLoop() {
    return type.equals("LOOP");
  }

  public boolean isRunning() {
    return state.equals("RUNNING");
  }

  /** The time from its start to its end, or to the given instant while it runs. */
  public Duration elapsed(Instant now) {
    return Duration.between(startedAt, endedAt == null ? now : endedAt);
  }

  /** As {@link TaskAddress#label}. */
  public String label() {
    return label(path, iteration);
  }

  /** The same for a path and its indices. */
  public static String label(String path, List<Integer> iteration) {
    return new TaskAddress(path, iteration).label();
  }
}
