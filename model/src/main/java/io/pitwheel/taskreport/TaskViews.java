package io.pitwheel.taskreport;

import io.pitwheel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads tasks value by value. Errors: {@code UNAVAILABLE} when the database does not answer; of
 * lists also {@code INVALID_ARGUMENT} for a filter that does not fit.
 */
public interface TaskViews {
  /** All tasks of a run, the root included, in the order of their creation. */
  List<TaskView> ofRun(String runId);

  /**
   * When tasks of a run began to run that have attempts, by their ids: when the first did of those
   * since the task was decided. What waits for a slot or a pod has what is known, its decision.
   */
  Map<String, Instant> beginnings(String runId);

  Optional<TaskView> find(String taskId);

  /** Tasks of a run that have begun, page by page. */
  Page<TaskView> list(TaskQuery query);

  /** The newest succeeded task of the namespace with a fingerprint, however that was computed. */
  Optional<TaskView> findReusable(String namespace, String fingerprint);

  /** Links of artifacts, page by page. */
  Page<ArtifactLink> listLinks(LinkQuery query);
}
