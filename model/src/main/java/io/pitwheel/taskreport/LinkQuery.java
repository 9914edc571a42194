package io.pitwheel.taskreport;

import io.pitwheel.page.PageRequest;
import java.util.List;

/**
 * Which links: those that meet every list which is not empty.
 *
 * @param types in the words of KFP's {@code IOType}; empty for all
 */
public record LinkQuery(
    List<String> taskIds,
    List<String> runIds,
    List<String> artifactIds,
    List<String> types,
    PageRequest page) {
  public LinkQuery {
    taskIds = List.copyOf(taskIds);
    runIds = List.copyOf(runIds);
    artifactIds = List.copyOf(artifactIds);
    types = List.copyOf(types);
  }
}
