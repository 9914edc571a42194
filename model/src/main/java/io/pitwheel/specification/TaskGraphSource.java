package io.pitwheel.specification;

/** Gives the graph of a kept specification; the same object for the same id while it is in use. */
@FunctionalInterface
public interface TaskGraphSource {
  /**
   * @param specificationId the digest the specification is kept under
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND when nothing is kept under it
   */
  TaskGraph graphOf(String specificationId);
}
