package io.pitwheel.specification;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which outputs of inner tasks a graph gives as its own. Several selectors for one output mean: of
 * the one that ran.
 */
public record DagOutputs(
    Map<String, List<OutputSelector>> parameters, Map<String, List<OutputSelector>> artifacts) {
  public static final DagOutputs NONE = new DagOutputs(Map.of(), Map.of());

  public DagOutputs {
    parameters = copy(parameters);
    artifacts = copy(artifacts);
  }

  private static Map<String, List<OutputSelector>> copy(Map<String, List<OutputSelector>> given) {
    var copied = new TreeMap<String, List<OutputSelector>>();
    given.forEach((name, selectors) -> copied.put(name, List.copyOf(selectors)));
    return Collections.unmodifiableMap(copied);
  }
}
