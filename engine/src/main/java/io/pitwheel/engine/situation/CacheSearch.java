package io.pitwheel.engine.situation;

import io.pitwheel.driver.Driver.CacheLookup;
import io.pitwheel.driver.EarlierOutcome;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.objectstore.OutputPresence;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds earlier outputs that can still be used: those whose artifacts are still there. Belongs to
 * one run and its thread.
 */
final class CacheSearch implements CacheLookup {
  private final TaskStore tasks;
  private final OutputPresence presence;
  private final RunFacts run;
  private final boolean usesMigrated;
  private final @Nullable EarlierRun repeated;

  /**
   * Asked once a place, so that ten thousand iterations of a first run do not each ask for what is
   * not there.
   */
  private final Map<ScopePath, Optional<EarlierTask>> nearest = new HashMap<>();

  /** Asked once, at the first miss; entries are taken over while nothing runs. Null until then. */
  private @Nullable Boolean hasMigrated;

  private List<String> passedOver = List.of();

  /**
   * @param repeated null when the run repeats no other
   */
  CacheSearch(EngineParts parts, RunFacts run, @Nullable EarlierRun repeated) {
    this.tasks = parts.tasks();
    this.presence = OutputPresence.in(parts.objects());
    this.repeated = repeated;
    this.run = run;
    this.usesMigrated = parts.caching().usesMigrated();
  }

  @Override
  public Optional<CachedTask> find(CacheFingerprint fingerprint) {
    passedOver = List.of();
    return tasks.findReusable(run.namespace(), fingerprint).filter(this::isComplete);
  }

  @Override
  public Optional<CachedTask> findMigrated(Supplier<CacheFingerprint> fingerprint) {
    if (!mayFindMigrated()) {
      return Optional.empty();
    }
    return tasks
        .findReusableOf(run.namespace(), run.pipelineName(), fingerprint.get())
        .filter(this::isComplete);
  }

  private boolean mayFindMigrated() {
    if (hasMigrated == null) {
      hasMigrated = usesMigrated && tasks.hasReusable(run.namespace(), CacheFingerprint.MIGRATED);
    }
    return hasMigrated;
  }

  @Override
  public List<String> passedOver() {
    return passedOver;
  }

  @Override
  public Optional<EarlierTask> nearest(ScopePath path, IterationVector iteration) {
    Optional<EarlierTask> ofPlace =
        nearest.computeIfAbsent(
            path, _ -> tasks.findNearest(run.namespace(), run.pipelineName(), path, null));
    if (ofPlace.isEmpty() || iteration.indices().isEmpty()) {
      return ofPlace;
    }
    return tasks
        .findNearest(run.namespace(), run.pipelineName(), path, iteration)
        .or(() -> ofPlace);
  }

  @Override
  public Optional<EarlierOutcome> earlier(ScopePath path, IterationVector iteration) {
    return Optional.ofNullable(repeated).map(run -> run.find(path, iteration));
  }

  private boolean isComplete(CachedTask found) {
    Optional<String> lost = presence.findLost(found.outputs());
    lost.ifPresent(output ->
        passedOver =
            List.of(
                "task %s of run %s is equal, but its %s"
                    .formatted(found.taskId(), found.runId(), output)));
    return lost.isEmpty();
  }
}
