package io.pitwheel.engine.argo.pod;

import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import java.util.Optional;

/**
 * Tasks that ask to be root, which a namespace may forbid. By whom an image runs that nobody says a
 * user for is not known here.
 */
public final class RootTasks {
  private RootTasks() {}

  /**
   * A task that asks for it.
   *
   * @param path in the document
   * @param words how it asks, for messages
   */
  public record RootTask(String path, String words) {}

  /**
   * The first of a pipeline; empty when there is none.
   *
   * @param enforced what the installation decides, whatever tasks ask for
   */
  public static Optional<RootTask> firstOf(TaskGraph graph, RunningUser enforced) {
    return graph.nodes().stream().flatMap(node -> asRoot(node, enforced).stream()).findFirst();
  }

  private static Optional<RootTask> asRoot(TaskNode node, RunningUser enforced) {
    if (!(node.component() instanceof ContainerComponent component)) {
      return Optional.empty();
    }
    RunningUser asked = component.platform().needs().user();
    Long userId = enforced.userId() == null ? asked.userId() : enforced.userId();
    Boolean isNotRoot = enforced.isNotRoot() == null ? asked.isNotRoot() : enforced.isNotRoot();
    boolean isRoot = (userId != null && userId == 0) || Boolean.FALSE.equals(isNotRoot);
    return isRoot
        ? Optional.of(
            new RootTask(
                node.path().documentPath(),
                new RunningUser(userId, asked.groupId(), isNotRoot).words()))
        : Optional.empty();
  }
}
