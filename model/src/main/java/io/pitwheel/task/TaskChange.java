package io.pitwheel.task;

import io.pitwheel.failure.TaskFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to be recorded about a task. Changes of one call are applied in order, atomically. */
public sealed interface TaskChange {
  /**
   * A decided task: running, skipped, cached, or a graph that is entered. When its state is
   * terminal, or it is a graph with nothing inside, it is folded at once. A task that exists is
   * left as it is.
   *
   * @param fingerprint to become visible when the task succeeds; null when it is not to be cached
   */
  record TaskDecided(Task task, @Nullable CacheFingerprint fingerprint) implements TaskChange {}

  /**
   * An importer, which ends with being decided: its row with its one output artifact.
   *
   * @param reusesExisting whether an imported artifact of the same namespace, URI, type and
   *     metadata, if there is one, takes the place of the one in the row; found or made in this
   *     transaction
   */
  record ArtifactImported(Task task, boolean reusesExisting) implements TaskChange {}

  /**
   * The end of a leaf task. Ignored when the task already ended so; answered FAILED_PRECONDITION,
   * with an event, when it ended otherwise.
   */
  record TaskEnded(
      String taskId,
      int attempt,
      TaskState state,
      TaskValues outputs,
      @Nullable TaskFailure failure,
      @Nullable Integer exitCode,
      List<String> warnings,
      Instant at)
      implements TaskChange {}

  /**
   * An attempt that was decided before began to run: it has its slot, or its pod has begun. Nothing
   * when it has ended. It may be told late, together with the end.
   */
  record AttemptBegun(String taskId, int attempt, Instant at) implements TaskChange {}

  /**
   * An attempt failed, or was interrupted, and another follows.
   *
   * @param countsAsRetry false when the attempt was lost with the server: the retry policy of the
   *     user does not pay for that
   */
  record AttemptEnded(
      String taskId,
      int attempt,
      TaskFailure failure,
      @Nullable Integer exitCode,
      boolean countsAsRetry,
      Instant at)
      implements TaskChange {}

  /**
   * What is known of the pod of an attempt under way; nothing changes when the attempt has ended.
   *
   * @param sightings all of them, in order; not empty
   */
  record PodSeen(String taskId, int attempt, List<PodSighting> sightings) implements TaskChange {
    public PodSeen {
      if (sightings.isEmpty()) {
        throw new IllegalArgumentException(
            "sightings of the pod of task " + taskId + ": none (expected: one or more)");
      }
      sightings = List.copyOf(sightings);
    }
  }

  /**
   * Something became known about a task beside its state, whatever that is. What is known already
   * is not added twice.
   *
   * @param systemLogUri null to leave it as it is
   * @param warnings added to those there are
   */
  record TaskNoted(String taskId, @Nullable String systemLogUri, List<String> warnings)
      implements TaskChange {
    public TaskNoted {
      warnings = List.copyOf(warnings);
    }
  }
}
