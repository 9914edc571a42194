package io.pitwheel.engine.situation;

import io.pitwheel.driver.Driver;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.run.RunLead;
import io.pitwheel.run.RunStore;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.systemlog.SystemLog;
import io.pitwheel.task.TaskStore;
import io.pitwheel.value.LargeValues;
import java.time.Clock;

/**
 * What every engine is made of, however it has commands run.
 *
 * @param systemLog told of every decided task
 * @param artifactRoot absolute path or uri without a trailing slash: where outputs go when a run
 *     says nothing else
 */
public record EngineParts(
    RunStore runs,
    TaskStore tasks,
    TaskGraphSource graphs,
    Driver driver,
    RunWorkspaces workspaces,
    ObjectStore objects,
    SystemLog systemLog,
    CachePolicy caching,
    Identifiers identifiers,
    Clock clock,
    String artifactRoot) {
  /** Keeps values that are too large for rows. */
  public LargeValues large() {
    return new SpilledObjects(objects);
  }

  /** The same with other tasks. */
  public EngineParts withTasks(TaskStore other) {
    return with(runs, other, driver, workspaces, objects);
  }

  /** The same with another driver. */
  public EngineParts withDriver(Driver other) {
    return with(runs, tasks, other, workspaces, objects);
  }

  /** The same with other workspaces. */
  public EngineParts withWorkspaces(RunWorkspaces other) {
    return with(runs, tasks, driver, other, objects);
  }

  /** The same with other objects. */
  public EngineParts withObjects(ObjectStore other) {
    return with(runs, tasks, driver, workspaces, other);
  }

  /** The same for a run that this engine leads. */
  public EngineParts ledBy(RunLead lead) {
    return with(runs.ledBy(lead), tasks.ledBy(lead), driver, workspaces, objects);
  }

  private EngineParts with(
      RunStore otherRuns,
      TaskStore otherTasks,
      Driver otherDriver,
      RunWorkspaces otherWorkspaces,
      ObjectStore otherObjects) {
    return new EngineParts(
        otherRuns,
        otherTasks,
        graphs,
        otherDriver,
        otherWorkspaces,
        otherObjects,
        systemLog,
        caching,
        identifiers,
        clock,
        artifactRoot);
  }
}
