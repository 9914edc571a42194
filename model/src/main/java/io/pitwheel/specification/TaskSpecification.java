package io.pitwheel.specification;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One task of a graph, as written.
 *
 * @param key the key in {@code dag.tasks}: the task's identity
 * @param displayName for people; the key when the pipeline gives none
 * @param dependencies keys of tasks of the same graph: the written ones and those implied by inputs
 * @param condition the trigger expression; empty for none
 * @param cacheKey replaces the inputs in the cache fingerprint; empty for none
 * @param parallelismLimit iterations of a loop that may run at once; 0 for no limit
 */
public record TaskSpecification(
    String key,
    String displayName,
    String componentName,
    Map<String, ParameterInput> parameters,
    Map<String, ArtifactSource> artifacts,
    SortedSet<String> dependencies,
    String condition,
    TriggerStrategy strategy,
    boolean cacheEnabled,
    String cacheKey,
    @Nullable TaskIterator iterator,
    int parallelismLimit,
    RetryPolicy retryPolicy) {
  public TaskSpecification {
    parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    artifacts = Collections.unmodifiableMap(new TreeMap<>(artifacts));
    dependencies = Collections.unmodifiableSortedSet(new TreeSet<>(dependencies));
  }

  /** The same task, waiting for these tasks of its graph besides. */
  public TaskSpecification dependingAlsoOn(Collection<String> others) {
    var all = new TreeSet<>(dependencies);
    all.addAll(others);
    return new TaskSpecification(
        key,
        displayName,
        componentName,
        parameters,
        artifacts,
        all,
        condition,
        strategy,
        cacheEnabled,
        cacheKey,
        iterator,
        parallelismLimit,
        retryPolicy);
  }

  /** The same task with these inputs. */
  public TaskSpecification withInputs(
      Map<String, ParameterInput> otherParameters, Map<String, ArtifactSource> otherArtifacts) {
    return new TaskSpecification(
        key,
        displayName,
        componentName,
        otherParameters,
        otherArtifacts,
        dependencies,
        condition,
        strategy,
        cacheEnabled,
        cacheKey,
        iterator,
        parallelismLimit,
        retryPolicy);
  }
}
