package io.pitwheel.cli.progress;

import io.pitwheel.api.v1.PipelineTaskOutline;
import io.pitwheel.cli.client.RunEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the events of a run have told so far. Safe for many threads. */
public final class RunProgress {
  private final String pipelineName;
  private final String runId;
  private final Instant startedAt;
  private final Map<String, Integer> childrenOfLoop = new HashMap<>();
  private final Map<String, Integer> iterationCounts = new HashMap<>();
  private final Map<String, TaskProgress> tasks = new LinkedHashMap<>();

  /**
   * @param outlines the tasks the pipeline can have
   */
  public RunProgress(
      String pipelineName, String runId, Instant startedAt, List<PipelineTaskOutline> outlines) {
    this.pipelineName = pipelineName;
    this.runId = runId;
    this.startedAt = startedAt;
    for (PipelineTaskOutline outline : outlines) {
      if (outline.getIsLoop()) {
        childrenOfLoop.put(outline.getPath(), 0);
      }
    }
    outlines.forEach(outline ->
        childrenOfLoop.computeIfPresent(parentOf(outline.getPath()), (path, count) -> count + 1));
  }

  /** How many leaves are in which state. */
  public record Counts(int running, int succeeded, int cached, int skipped, int failed) {}

  /**
   * An outermost loop that runs.
   *
   * @param total iterations; 0 while that is not known
   */
  public record LoopProgress(TaskProgress task, int finished, int total, int running, int failed) {}

  /** Takes in an event of a task; answers the task as it stands now, or empty for the root. */
  public synchronized Optional<TaskProgress> apply(RunEvent event) {
    if (!event.isOfTask() || event.path().isEmpty()) {
      return Optional.empty();
    }
    String key = TaskProgress.label(event.path(), event.iteration());
    TaskProgress known = tasks.get(key);
    boolean goesOn = event.state().equals("RUNNING");
    var now =
        new TaskProgress(
            event.taskId(),
            event.path(),
            event.iteration(),
            event.state(),
            event.type().isEmpty() && known != null ? known.type() : event.type(),
            event.attempt(),
            event.reason(),
            event.message(),
            known == null ? event.at() : known.startedAt(),
            goesOn ? null : event.at());
    tasks.put(key, now);
    return Optional.of(now);
  }

  /** Remembers how many iterations an outermost loop has. */
  public synchronized void learnIterationCount(String path, int count) {
    iterationCounts.put(path, count);
  }

  public String pipelineName() {
    return pipelineName;
  }

  public String runId() {
    return runId;
  }

  public Duration elapsed(Instant now) {
    return Duration.between(startedAt, now);
  }

  /** Every task that was heard of, in the order of its first event. */
  public synchronized List<TaskProgress> tasks() {
    return List.copyOf(tasks.values());
  }

  /** How a task stands; empty when it was not heard of. */
  public synchronized Optional<TaskProgress> find(String path, List<Integer> iteration) {
    return Optional.ofNullable(tasks.get(TaskProgress.label(path, iteration)));
  }

  public synchronized Counts counts() {
    var byState = new HashMap<String, Integer>();
    for (TaskProgress task : tasks.values()) {
      if (task.isLeaf()) {
        byState.merge(task.state(), 1, Integer::sum);
      }
    }
    return new Counts(
        byState.getOrDefault("RUNNING", 0),
        byState.getOrDefault("SUCCEEDED", 0),
        byState.getOrDefault("CACHED", 0),
        byState.getOrDefault("SKIPPED", 0),
        byState.getOrDefault("FAILED", 0));
  }

  /** Leaves outside loops that run now. */
  public synchronized List<TaskProgress> runningLeaves() {
    return tasks.values().stream()
        .filter(task -> task.isLeaf() && task.isRunning() && task.iteration().isEmpty())
        .toList();
  }

  /** Outermost loops that run now. */
  public synchronized List<LoopProgress> runningLoops() {
    var loops = new ArrayList<LoopProgress>();
    for (TaskProgress task : tasks.values()) {
      if (task.isLoop() && task.isRunning() && task.iteration().isEmpty()) {
        loops.add(progressOf(task));
      }
    }
    return loops;
  }

  private LoopProgress progressOf(TaskProgress loop) {
    int ended = 0;
    int running = 0;
    int failed = 0;
    for (TaskProgress task : tasks.values()) {
      if (!task.path().startsWith(loop.path() + "/")) {
        continue;
      }
      boolean isDirect = parentOf(task.path()).equals(loop.path());
      ended += isDirect && !task.isRunning() ? 1 : 0;
      running += task.isLeaf() && task.isRunning() ? 1 : 0;
      failed += task.isLeaf() && task.state().equals("FAILED") ? 1 : 0;
    }
    int children = Math.max(1, childrenOfLoop.getOrDefault(loop.path(), 1));
    int total = iterationCounts.getOrDefault(loop.path(), 0);
    return new LoopProgress(loop, ended / children, total, running, failed);
  }

  private static String parentOf(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
