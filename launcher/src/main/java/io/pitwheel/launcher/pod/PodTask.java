package io.pitwheel.launcher.pod;

import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;

/**
 * What a pod is for.
 *
 * @param runId of the run
 * @param taskKey names the task in the run: its index and iterations, as the pod was told
 * @param attempt of the pod, from 1
 */
record PodTask(String runId, String taskKey, int attempt) {
  /** What every request begins with. */
  JsonMembers members() {
    return new JsonMembers()
        .put("run_id", runId)
        .put("task_key", taskKey)
        .put("pod_attempt", JsonValue.of((double) attempt));
  }
}
