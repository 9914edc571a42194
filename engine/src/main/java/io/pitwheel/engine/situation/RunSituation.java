package io.pitwheel.engine.situation;

import io.pitwheel.driver.Caching;
import io.pitwheel.driver.Driver.CacheLookup;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.run.NamespaceFolder;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunOptions;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.systemlog.ShownValues;
import org.jspecify.annotations.Nullable;

/** What stays the same for a run from its beginning to its end. */
public record RunSituation(
    Run run, TaskGraph graph, RunFacts facts, CacheLookup cache, ShownValues shown) {
  /** What is known of a run, with what it may reuse. */
  public static RunSituation of(EngineParts parts, Run run, TaskGraph graph) {
    var creation = run.creation();
    String root =
        creation.pipelineRoot().isEmpty()
            ? NamespaceFolder.of(parts.artifactRoot(), creation.namespace())
            : PipelineRoot.plain(creation.pipelineRoot());
    var facts =
        new RunFacts(
            run.id(),
            creation.displayName(),
            graph.specification().name() + "-" + run.id(),
            creation.namespace(),
            graph.specification().name(),
            root,
            graph.specification().hasWorkspace(),
            caching(parts, creation.options()),
            creation.createdAt(),
            creation.scheduledAt());
    return new RunSituation(
        run,
        graph,
        facts,
        new CacheSearch(parts, facts, repeated(parts, creation.options(), graph)),
        new ShownValues(creation.options().environment().values()));
  }

  /** Read once: what has ended does not change. */
  private static @Nullable EarlierRun repeated(
      EngineParts parts, RunOptions options, TaskGraph graph) {
    RerunSource source = options.rerun();
    return source == null
        ? null
        : new EarlierRuns(parts.runs(), parts.tasks(), parts.graphs(), parts.objects())
            .find(source, graph);
  }

  private static Caching caching(EngineParts parts, RunOptions options) {
    if (!parts.caching().isEnabled()) {
      return Caching.OFF_EVERYWHERE;
    }
    return options.cacheDisabled() ? Caching.OFF_FOR_RUN : Caching.ON;
  }
}
