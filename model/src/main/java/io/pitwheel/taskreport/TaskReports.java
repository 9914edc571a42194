package io.pitwheel.taskreport;

import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.specification.TaskGraph;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Takes in what drivers and launchers elsewhere say. Every method is one transaction, all of it or
 * nothing, synced before it returns; ended tasks are folded as those of {@link
 * io.pitwheel.task.TaskStore#record}, and tasks that can no longer run because of them are written
 * as skipped. Saying again what holds already changes nothing and is answered as the first time.
 * Errors as in that port, and:
 *
 * <ul>
 *   <li>{@code NOT_FOUND} for a run, task or artifact that there is not;
 *   <li>{@code INVALID_ARGUMENT} for what no state of the run allows;
 *   <li>{@code FAILED_PRECONDITION}, with an event, for what contradicts a terminal state, and for
 *       any change of a run that the engine of a server drives.
 * </ul>
 */
public interface TaskReports {
  /**
   * Makes the row of a task, and begins the run with the first. One of the same place and
   * iterations is left as it is.
   *
   * @return the id of the row that stands
   * @throws io.pitwheel.failure.PipelinesException ALREADY_EXISTS when another task has the id
   */
  String create(String runId, TaskGraph graph, TaskCreation creation);

  /**
   * Says something of tasks of one run, by their ids. A failure that an attempt tells of a task
   * which is to be tried again ends the attempt alone; attempts are told apart by {@link
   * ExecutorPods}.
   */
  void update(String runId, TaskGraph graph, Map<String, TaskReport> reports);

  /**
   * Writes artifacts down, each with its link to the task that made it.
   *
   * @param graphs of each run that is named
   * @return the artifacts that stand, in the same order
   */
  List<KeptArtifact> createArtifacts(
      Map<String, TaskGraph> graphs, List<ReportedArtifact> artifacts);

  /**
   * Links artifacts to tasks of one run. Outputs of graphs are made by the fold: such a link is
   * checked and answered, not written.
   *
   * @return the links that stand, in the same order
   */
  List<ArtifactLink> link(String runId, TaskGraph graph, List<ArtifactLink> links, Instant at);

  /**
   * Ends a run whose driver says that it has done what it could: graphs that wait for tasks which
   * never began end without them.
   *
   * @return whether the run has ended; it has not while a task is under way
   */
  boolean settle(String runId, TaskGraph graph, Instant at);

  /**
   * Ends as failed the tasks of a run whose last attempt failed and of which no other was heard of:
   * none will come.
   */
  void giveUp(String runId, TaskGraph graph, Instant at);
}
