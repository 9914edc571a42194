package io.pitwheel.cli.progress;

/** Shows how a run goes on. Safe for many threads. */
public interface ProgressView extends AutoCloseable {
  /** A task changed. */
  void show(TaskProgress task);

  /** Something to be said once, as a whole line. */
  void say(String line);

  /** Ends the showing; what was drawn for the moment is wiped away. */
  @Override
  void close();
}
