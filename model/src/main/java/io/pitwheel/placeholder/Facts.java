package io.pitwheel.placeholder;

import java.util.Set;

/** Names of the values about a run or a task that placeholders may ask for. */
public final class Facts {
  public static final String JOB_NAME = "pipeline_job_name";
  public static final String JOB_RESOURCE_NAME = "pipeline_job_resource_name";
  public static final String JOB_UUID = "pipeline_job_uuid";
  public static final String JOB_CREATE_TIME = "pipeline_job_create_time_utc";
  public static final String JOB_SCHEDULE_TIME = "pipeline_job_schedule_time_utc";
  public static final String TASK_NAME = "pipeline_task_name";
  public static final String TASK_UUID = "pipeline_task_uuid";
  public static final String PIPELINE_ROOT = "pipeline_root";
  public static final String WORKSPACE_PATH = "workspace_path";

  /** Every name; any other is not a placeholder but text. */
  public static final Set<String> NAMES =
      Set.of(
          JOB_NAME,
          JOB_RESOURCE_NAME,
          JOB_UUID,
          JOB_CREATE_TIME,
          JOB_SCHEDULE_TIME,
          TASK_NAME,
          TASK_UUID,
          PIPELINE_ROOT,
          WORKSPACE_PATH);

  private Facts() {}
}
