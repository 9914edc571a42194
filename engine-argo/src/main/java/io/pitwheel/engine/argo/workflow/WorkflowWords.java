package io.pitwheel.engine.argo.workflow;

/** Words that stand in Workflows and are read back from them. Short: each node repeats them. */
public final class WorkflowWords {
  /** The name of the plugin that driver nodes call. */
  public static final String PLUGIN = "pitwheel";

  /** The parameter that holds the key of a task. */
  public static final String KEY = "a";

  /** The driver's second answer: fields of the pod, as a patch. */
  public static final String FIELDS = "p";

  /** What Argo calls the container of the user's command. */
  public static final String CONTAINER = "main";

  /** The label that says which controller a Workflow and its task set are for. */
  public static final String INSTANCE_LABEL = "workflows.argoproj.io/controller-instanceid";

  /** The label that says whose run it is, on Workflows and pods; as in KFP. */
  public static final String RUN_LABEL = "pipeline/runid";

  /** Holds a Workflow until the run's final state is stored. */
  public static final String FINALIZER = "pitwheel.io/final-state";

  /** The label of Workflows whose run's final state is stored. */
  public static final String STORED_LABEL = "pitwheel.io/stored";

  private WorkflowWords() {}
}
