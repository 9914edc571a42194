package io.pitwheel.engine.argo.agent;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A task set as it was at one moment: what a Workflow asks its agent.
 *
 * @param name that of its Workflow
 * @param version of the object; a write that names an older one is refused
 * @param isLabelled whether the controller will see what is written into it
 * @param asked keys of our tasks by the id of the node that asks
 * @param askingForFields those of them that want the fields of a pod besides
 * @param answered ids of nodes whose answers still stand in it
 */
public record TaskSetView(
    String namespace,
    String name,
    String version,
    boolean isLabelled,
    Map<String, String> asked,
    Set<String> askingForFields,
    Set<String> answered) {
  public TaskSetView {
    askingForFields = Collections.unmodifiableSet(new TreeSet<>(askingForFields));
    asked = Collections.unmodifiableMap(new TreeMap<>(asked));
    answered = Collections.unmodifiableSet(new TreeSet<>(answered));
  }

  /** One in which nobody asks for fields. */
  public TaskSetView(
      String namespace,
      String name,
      String version,
      boolean isLabelled,
      Map<String, String> asked,
      Set<String> answered) {
    this(namespace, name, version, isLabelled, asked, Set.of(), answered);
  }
}
