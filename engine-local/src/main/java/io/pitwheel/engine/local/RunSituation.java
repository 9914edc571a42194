package io.pitwheel.engine.local;

import io.pitwheel.driver.Driver.CacheLookup;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.run.Run;
import io.pitwheel.specification.TaskGraph;

/** What stays the same for a run from its beginning to its end. */
record RunSituation(Run run, TaskGraph graph, RunFacts facts, CacheLookup cache) {
  static RunSituation of(LocalEngineParts parts, Run run, TaskGraph graph) {
    var creation = run.creation();
    String root =
        creation.pipelineRoot().isEmpty()
            ? parts.artifactRoot()
            : withoutTrailingSlash(creation.pipelineRoot());
    var facts =
        new RunFacts(
            run.id(),
            creation.displayName(),
            graph.specification().name() + "-" + run.id(),
            creation.namespace(),
            graph.specification().name(),
            root,
            graph.specification().hasWorkspace(),
            creation.options().cacheDisabled(),
            creation.createdAt(),
            creation.scheduledAt());
    return new RunSituation(
        run, graph, facts, CacheSearch.of(parts.tasks(), parts.objects(), creation.namespace()));
  }

  private static String withoutTrailingSlash(String root) {
    return root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
  }
}
