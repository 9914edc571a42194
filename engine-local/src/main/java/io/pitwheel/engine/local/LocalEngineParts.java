package io.pitwheel.engine.local;

import io.pitwheel.engine.situation.EngineParts;
import io.pitwheel.launch.OrphanCommands;
import io.pitwheel.launch.TaskLauncher;

/**
 * What a local engine is made of.
 *
 * @param shared what any engine has
 * @param slots commands at once, all runs together
 */
public record LocalEngineParts(
    EngineParts shared, TaskLauncher launcher, OrphanCommands orphans, int slots) {
  /** The same with other parts of those that any engine has. */
  public LocalEngineParts withShared(EngineParts other) {
    return new LocalEngineParts(other, launcher, orphans, slots);
  }
}
