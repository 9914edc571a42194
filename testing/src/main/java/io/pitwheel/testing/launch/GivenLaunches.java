package io.pitwheel.testing.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchAnswer.Begin;
import io.pitwheel.launch.LaunchAnswer.NothingToRun;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.PodLaunches;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** One instruction, for the first pod of the task with key {@code 1}, until it has ended. */
public final class GivenLaunches implements PodLaunches {
  /** The key of the only task. */
  public static final String KEY = "1";

  private final LaunchInstruction instruction;
  private final Map<String, LaunchResult> ends = new ConcurrentHashMap<>();

  public GivenLaunches(LaunchInstruction instruction) {
    this.instruction = instruction;
  }

  /** How the pod ended; empty while it has not. */
  public Optional<LaunchResult> end() {
    return Optional.ofNullable(ends.get(KEY));
  }

  /** As if it had not ended. */
  public void forgetEnd() {
    ends.clear();
  }

  @Override
  public LaunchAnswer begin(String runId, String taskKey, int pod) {
    return find(runId, taskKey, pod);
  }

  @Override
  public LaunchAnswer find(String runId, String taskKey, int pod) {
    require(taskKey, pod);
    return taskKey.equals(KEY) && pod == 1 && end().isEmpty()
        ? new Begin(instruction)
        : new NothingToRun("pod %d of task %s is not under way".formatted(pod, taskKey));
  }

  @Override
  public void end(String runId, String taskKey, int pod, LaunchResult result) {
    require(taskKey, pod);
    LaunchResult known = ends.putIfAbsent(taskKey, result);
    if (known != null && !known.equals(result)) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION, "recording the end of a pod: it ended otherwise");
    }
  }

  private static void require(String taskKey, int pod) {
    if (pod < 1 || !taskKey.matches("[0-9.]+")) {
      throw PipelinesException.invalid("task_key", "reading the key of a task: " + taskKey);
    }
  }
}
