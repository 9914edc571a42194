package io.pitwheel.driver;

import io.pitwheel.placeholder.Facts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a task may know of its run.
 *
 * @param resourceName unique name of what executes the run
 * @param pipelineRoot where outputs go, without a trailing slash
 * @param hasWorkspace whether the tasks of the run share a folder
 */
public record RunFacts(
    String runId,
    String displayName,
    String resourceName,
    String namespace,
    String pipelineName,
    String pipelineRoot,
    boolean hasWorkspace,
    Caching caching,
    Instant createdAt,
    Instant scheduledAt) {
  /** Where every task sees the run's workspace. */
  public static final String WORKSPACE_PATH = "/kfp-workspace";

  /**
   * The values of the placeholders about this run and one of its tasks, by the names of {@link
   * Facts}. Times are RFC 3339 in UTC, whole seconds.
   */
  public Map<String, String> placeholders(String taskKey, String taskId) {
    var facts = new TreeMap<String, String>();
    facts.put(Facts.JOB_NAME, displayName);
    facts.put(Facts.JOB_RESOURCE_NAME, resourceName);
    facts.put(Facts.JOB_UUID, runId);
    facts.put(Facts.JOB_CREATE_TIME, utc(createdAt));
    facts.put(Facts.JOB_SCHEDULE_TIME, utc(scheduledAt));
    facts.put(Facts.TASK_NAME, taskKey);
    facts.put(Facts.TASK_UUID, taskId);
    facts.put(Facts.PIPELINE_ROOT, pipelineRoot);
    if (hasWorkspace) {
      facts.put(Facts.WORKSPACE_PATH, WORKSPACE_PATH);
    }
    return facts;
  }

  private static String utc(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
