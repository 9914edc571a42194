package io.pitwheel.engine.local;

import io.pitwheel.driver.Driver;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.OrphanCommands;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.launch.TaskLauncher;
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
 * What a local engine is made of.
 *
 * @param systemLog told of every decided task
 * @param slots commands at once, all runs together
 * @param artifactRoot absolute path without a trailing slash: where outputs go when a run says
 *     nothing else
 */
public record LocalEngineParts(
    RunStore runs,
    TaskStore tasks,
    TaskGraphSource graphs,
    Driver driver,
    TaskLauncher launcher,
    RunWorkspaces workspaces,
    OrphanCommands orphans,
    ObjectStore objects,
    SystemLog systemLog,
    CachePolicy caching,
    Identifiers identifiers,
    Clock clock,
    int slots,
    String artifactRoot) {
  /** Keeps values that are too large for rows. */
  LargeValues large() {
    return new SpilledObjects(objects);
  }

  /** The same with other tasks. */
  LocalEngineParts withTasks(TaskStore other) {
    return withStores(runs, other);
  }

  /** The same for a run that this engine leads. */
  LocalEngineParts ledBy(RunLead lead) {
    return withStores(runs.ledBy(lead), tasks.ledBy(lead));
  }

  private LocalEngineParts withStores(RunStore otherRuns, TaskStore otherTasks) {
    return new LocalEngineParts(
        otherRuns,
        otherTasks,
        graphs,
        driver,
        launcher,
        workspaces,
        orphans,
        objects,
        systemLog,
        caching,
        identifiers,
        clock,
        slots,
        artifactRoot);
  }
}
