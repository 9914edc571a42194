package io.pitwheel.driver.rerun;

import io.pitwheel.driver.cache.CacheMiss;
import io.pitwheel.driver.cache.Fingerprints;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskValues;
import java.util.ArrayList;
import java.util.List;

/** What differs between a task in one pipeline and the task at the same place in another. */
public final class DefinitionComparison {
  private final List<String> differences = new ArrayList<>();

  private DefinitionComparison() {}

  /** In words; empty when the task itself is the same. Tasks inside it are others. */
  public static List<String> between(TaskNode first, TaskNode second) {
    var comparison = new DefinitionComparison();
    comparison.components(first.component(), second.component());
    if (!first.isRoot() && !second.isRoot()) {
      comparison.tasks(first.requireTask(), second.requireTask());
    }
    return List.copyOf(comparison.differences);
  }

  private void components(Component first, Component second) {
    switch (first) {
      case ContainerComponent container when second instanceof ContainerComponent other ->
          containers(container, other);
      case DagComponent dag when second instanceof DagComponent other -> {
        differ("what it takes and gives", dag.declared(), other.declared());
        differ("where its outputs come from", dag.outputs(), other.outputs());
      }
      case ImporterComponent importer when second instanceof ImporterComponent other -> {
        differ("what it takes and gives", importer.declared(), other.declared());
        differ("what it imports", importer.executor(), other.executor());
      }
      case ContainerComponent _, DagComponent _, ImporterComponent _ -> differences.add("its kind");
    }
  }

  private void containers(ContainerComponent first, ContainerComponent second) {
    CacheMiss.difference(fingerprint(first), fingerprint(second))
        .ifPresentOrElse(
            found ->
                differences.add("%s: %s → %s".formatted(found.what(), found.here(), found.there())),
            () -> differ("its resources", first.executor(), second.executor()));
    differ("its platform settings", first.platform(), second.platform());
    differ(
        "what it takes",
        List.of(first.declared().inputParameters(), first.declared().inputArtifacts()),
        List.of(second.declared().inputParameters(), second.declared().inputArtifacts()));
  }

  private static CacheFingerprint fingerprint(ContainerComponent component) {
    return Fingerprints.of("", component, TaskValues.NONE, "");
  }

  private void tasks(TaskSpecification first, TaskSpecification second) {
    differ(
        "where its inputs come from",
        List.of(first.parameters(), first.artifacts()),
        List.of(second.parameters(), second.artifacts()));
    differ("what it waits for", first.dependencies(), second.dependencies());
    differ("its condition", first.condition(), second.condition());
    differ("when it runs", first.strategy(), second.strategy());
    differ(
        "its caching",
        List.of(first.cacheEnabled(), first.cacheKey()),
        List.of(second.cacheEnabled(), second.cacheKey()));
    differ(
        "its loop",
        List.of(String.valueOf(first.iterator()), first.parallelismLimit()),
        List.of(String.valueOf(second.iterator()), second.parallelismLimit()));
    differ("its retries", first.retryPolicy(), second.retryPolicy());
  }

  private void differ(String what, Object first, Object second) {
    if (!first.equals(second)) {
      differences.add(what);
    }
  }
}
