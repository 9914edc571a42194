package io.pitwheel.store.session;

/** Told of every commit. It must be quick and must not throw. */
@FunctionalInterface
public interface CommitWatch {
  /**
   * @param nanos how long the database took
   */
  void committed(long nanos);
}
