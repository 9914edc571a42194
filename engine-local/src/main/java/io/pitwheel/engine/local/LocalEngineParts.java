package io.pitwheel.engine.local;

import io.pitwheel.driver.Driver;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.launch.OrphanCommands;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SpilledObjects;
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
}
