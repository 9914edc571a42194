package io.pitwheel.driver;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import org.jspecify.annotations.Nullable;

/** What is to be done with a task. */
public sealed interface TaskDecision {
  /** Resolved inputs, as they are recorded; of a rejected task those resolved before the error. */
  TaskValues inputs();

  /**
   * Run the command.
   *
   * @param executor image and resources resolved; command and arguments with their placeholders,
   *     which need paths and so are the launcher's
   * @param fingerprint null when the task is not to be cached
   * @param cacheReason why there was no hit, for people
   * @param platform what the task asks of its platform
   */
  record LaunchTask(
      TaskValues inputs,
      ContainerExecutor executor,
      @Nullable CacheFingerprint fingerprint,
      String cacheReason,
      TaskPlatform platform)
      implements TaskDecision {
    /** One that asks nothing of its platform. */
    public LaunchTask(
        TaskValues inputs,
        ContainerExecutor executor,
        @Nullable CacheFingerprint fingerprint,
        String cacheReason) {
      this(inputs, executor, fingerprint, cacheReason, TaskPlatform.NOTHING);
    }

    /** The same for a task that asks something else of its platform. */
    public LaunchTask withNeeds(PlatformNeeds<JsonValue> needs) {
      return new LaunchTask(
          inputs,
          executor,
          fingerprint,
          cacheReason,
          new TaskPlatform(needs, platform.namespace(), platform.claimOperation()));
    }

    /** The same for another reason. */
    public LaunchTask because(String reason) {
      return new LaunchTask(inputs, executor, fingerprint, reason, platform);
    }
  }

  /** Use the outputs of an earlier task. */
  record ReuseCachedOutputs(TaskValues inputs, CachedTask source, CacheFingerprint fingerprint)
      implements TaskDecision {}

  /**
   * Use the outputs that the same task had in the run that this one repeats.
   *
   * @param fingerprint null when the task is not to be cached
   */
  record KeepOutputs(TaskValues inputs, CachedTask source, @Nullable CacheFingerprint fingerprint)
      implements TaskDecision {}

  /** Do nothing. */
  record SkipTask(TaskValues inputs, SkipReason reason) implements TaskDecision {}

  /** Go into the graph; its tasks see {@code inputs}. */
  record EnterDag(TaskValues inputs) implements TaskDecision {}

  /** Go into the graph once for each item, bound to the loop's item input. May be empty. */
  record IterateTask(TaskValues inputs, IterationItems items) implements TaskDecision {}

  /**
   * Write down an artifact that exists already. No command runs and nothing is cached.
   *
   * @param outputKey the component's one output
   * @param artifact without an id
   * @param reusesExisting whether an artifact of the same identity, if there is one, stands for it
   * @param copiesToWorkspace whether its bytes go into the run's workspace
   */
  record ImportArtifact(
      TaskValues inputs,
      String outputKey,
      Artifact artifact,
      boolean reusesExisting,
      boolean copiesToWorkspace)
      implements TaskDecision {}

  /** The task cannot be run: it fails without an attempt. */
  record RejectTask(TaskValues inputs, TaskFailure failure) implements TaskDecision {}
}
