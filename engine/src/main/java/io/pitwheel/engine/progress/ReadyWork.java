package io.pitwheel.engine.progress;

/** Something a run can do now. */
public sealed interface ReadyWork {
  /** A task whose dependencies have all ended. */
  record ReadyTask(TaskProgress task) implements ReadyWork {}

  /** A loop that may have another iteration to open. */
  record ReadyLoop(LoopProgress loop) implements ReadyWork {}
}
