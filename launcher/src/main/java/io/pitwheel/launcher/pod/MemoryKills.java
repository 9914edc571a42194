package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processes of this container that the kernel ended because its memory was used up. It counts them
 * where the container's control group is; the signal alone would not say who sent it.
 */
final class MemoryKills {
  private static final Logger LOGGER = System.getLogger(MemoryKills.class.getName());

  /** By control groups of version 2 and of version 1. */
  private static final List<String> COUNTERS =
      List.of("memory.events", "memory/memory.oom_control");

  private static final String COUNTED = "oom_kill ";

  private final Path groups;
  private final long before;

  private MemoryKills(Path groups, long before) {
    this.groups = groups;
    this.before = before;
  }

  /** Takes notice of how many there were before the command begins. */
  static MemoryKills watch(Path groups) {
    return new MemoryKills(groups, count(groups));
  }

  /** The same result; of an attempt that failed after such an end, with that reason. */
  LaunchResult explain(LaunchResult result) {
    return result instanceof Failed failed && count(groups) > before
        ? new Failed(
            explained(failed.failure()), failed.exitCode(), failed.mayRetry(), failed.warnings())
        : result;
  }

  private static TaskFailure explained(TaskFailure failure) {
    return new TaskFailure(
        ErrorCode.RESOURCE_EXHAUSTED,
        failure.message() + "; the memory of its container was used up (OOMKilled)",
        failure.path());
  }

  private static long count(Path groups) {
    return COUNTERS.stream().mapToLong(counter -> countIn(groups.resolve(counter))).sum();
  }

  private static long countIn(Path counter) {
    if (!Files.isReadable(counter)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(counter)) {
      return lines
          .filter(line -> line.startsWith(COUNTED))
          .mapToLong(line -> Long.parseLong(line.substring(COUNTED.length()).strip()))
          .sum();
    } catch (IOException | NumberFormatException exception) {
      LOGGER.log(Level.DEBUG, "reading {0}: {1}", counter, exception.getMessage());
      return 0;
    }
  }
}
