package io.pitwheel.driver.decision;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.EarlierOutcome;
import io.pitwheel.driver.EarlierOutcome.Reusable;
import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.EnterDag;
import io.pitwheel.driver.TaskDecision.ImportArtifact;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.KeepOutputs;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.TaskDecision.ReuseCachedOutputs;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.driver.cache.CacheMiss;
import io.pitwheel.driver.cache.Fingerprints;
import io.pitwheel.driver.cache.MigratedFingerprints;
import io.pitwheel.driver.condition.TriggerCondition;
import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.driver.inputs.InputResolution;
import io.pitwheel.driver.iteration.LoopItems;
import io.pitwheel.driver.platform.PlatformResolution;
import io.pitwheel.driver.rerun.TaskComparison;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides tasks by their pipeline's specification, in KFP's order: inputs, trigger, iterations,
 * cache. Keeps nothing between decisions but compiled expressions; safe for many threads.
 */
public final class SpecificationDriver implements Driver {
  static final String NO_EARLIER_TASK = "no earlier task with these inputs";
  static final String OFF_EVERYWHERE = "caching is off on this server";
  static final String OFF_FOR_RUN = "caching is off for this run";
  static final String NEVER_FOR_VOLUMES = "operations on volumes are always done";
  static final String OFF_FOR_TASK = "caching is off for this task";

  private final Expressions expressions = new Expressions();
  private final TriggerCondition condition = new TriggerCondition(expressions);

  @Override
  public TaskDecision decide(DrivingContext context, CacheLookup cache) {
    if (context.node().isRoot()) {
      return new EnterDag(context.scopeInputs());
    }
    TaskDecision decision = decideWithoutCache(context);
    // Outside what is caught as the user's mistake: the lookup may fail because a database does.
    if (decision instanceof LaunchTask || decision instanceof ImportArtifact) {
      Optional<EarlierOutcome> earlier = cache.earlier(context.node().path(), context.iteration());
      if (earlier.isPresent()) {
        return repeat(context, decision, earlier.get(), cache);
      }
    }
    return throughCache(context, decision, cache);
  }

  private static TaskDecision repeat(
      DrivingContext context, TaskDecision decision, EarlierOutcome earlier, CacheLookup cache) {
    EarlierOutcome outcome =
        TaskComparison.check(context.node().component(), decision.inputs(), earlier);
    var launch = decision instanceof LaunchTask task ? task : null;
    if (launch != null && launch.platform().claimOperation() != null) {
      return launch.because(NEVER_FOR_VOLUMES);
    }
    return switch (outcome) {
      case Reusable reusable ->
          new KeepOutputs(
              decision.inputs(), reusable.source(), launch == null ? null : launch.fingerprint());
      case RunAgain again -> {
        TaskDecision next = again.isAskedFor() ? decision : throughCache(context, decision, cache);
        yield next instanceof LaunchTask task
            ? task.because(RunAgain.TOLD_AS + again.reason())
            : next;
      }
    };
  }

  private static TaskDecision throughCache(
      DrivingContext context, TaskDecision decision, CacheLookup cache) {
    if (decision instanceof LaunchTask launch && launch.fingerprint() != null) {
      return search(context, launch, launch.fingerprint(), cache);
    }
    return decision;
  }

  private static TaskDecision search(
      DrivingContext context, LaunchTask launch, CacheFingerprint fingerprint, CacheLookup cache) {
    List<String> passedOver = new ArrayList<>();
    Optional<CachedTask> found = cache.find(fingerprint);
    passedOver.addAll(cache.passedOver());
    if (found.isEmpty()) {
      found = cache.findMigrated(() -> migratedFingerprint(context, launch));
    }
    return found
        .<TaskDecision>map(source -> new ReuseCachedOutputs(launch.inputs(), source, fingerprint))
        .orElseGet(() ->
            new LaunchTask(
                launch.inputs(),
                launch.executor(),
                fingerprint,
                whyNot(context, fingerprint, passedOver, cache),
                launch.platform()));
  }

  private static CacheFingerprint migratedFingerprint(DrivingContext context, LaunchTask launch) {
    var component = (ContainerComponent) context.node().component();
    return MigratedFingerprints.of(
        component, launch.inputs(), context.node().requireTask().cacheKey());
  }

  private static String whyNot(
      DrivingContext context,
      CacheFingerprint fingerprint,
      List<String> passedOver,
      CacheLookup cache) {
    if (!passedOver.isEmpty()) {
      return "not cached: " + String.join("; ", passedOver);
    }
    return cache
        .nearest(context.node().path(), context.iteration())
        .map(earlier -> CacheMiss.explain(fingerprint, earlier))
        .orElse(NO_EARLIER_TASK);
  }

  private TaskDecision decideWithoutCache(DrivingContext context) {
    var inputs = new InputResolution(context, expressions);
    try {
      inputs.resolveAll();
      return decideResolved(context, inputs);
    } catch (PipelinesException exception) {
      return new RejectTask(inputs.resolved(), failureOf(exception, context.node()));
    }
  }

  private TaskDecision decideResolved(DrivingContext context, InputResolution resolution) {
    TaskNode node = context.node();
    TaskValues inputs = resolution.resolved();
    String path = node.path().documentPath();
    String trigger = node.requireTask().condition();
    if (!trigger.isEmpty() && !condition.holds(trigger, inputs, path, context.large())) {
      return new SkipTask(inputs, SkipReason.CONDITION_FALSE);
    }
    TaskIterator iterator = node.requireTask().iterator();
    if (iterator != null) {
      return new IterateTask(
          inputs, LoopItems.of(iterator, inputs, resolution.constants(), path, context.large()));
    }
    return switch (node.component()) {
      case DagComponent _ -> new EnterDag(inputs);
      case ContainerComponent container -> launch(context, container, resolution);
      case ImporterComponent importer -> ArtifactImport.decide(context, importer, resolution);
    };
  }

  private static LaunchTask launch(
      DrivingContext context, ContainerComponent component, InputResolution resolution) {
    var resolved =
        PlatformResolution.of(
            context,
            component,
            resolution,
            ExecutorPlaceholders.fill(component, resolution.constants()));
    if (resolved.platform().claimOperation() != null) {
      // What it does outlives no cache: a volume that was made once may be gone.
      return launch(resolved, null, NEVER_FOR_VOLUMES);
    }
    var task = context.node().requireTask();
    switch (context.run().caching()) {
      case OFF_EVERYWHERE -> {
        return launch(resolved, null, OFF_EVERYWHERE);
      }
      case OFF_FOR_RUN -> {
        return launch(resolved, null, OFF_FOR_RUN);
      }
      case ON -> {
        // Then the task may still say otherwise.
      }
    }
    if (!task.cacheEnabled()) {
      return launch(resolved, null, OFF_FOR_TASK);
    }
    CacheFingerprint fingerprint =
        Fingerprints.of(
            context.run().pipelineName(),
            component,
            resolved.inputs(),
            task.cacheKey(),
            resolved.claims());
    return launch(resolved, fingerprint, NO_EARLIER_TASK);
  }

  private static LaunchTask launch(
      PlatformResolution resolved, @Nullable CacheFingerprint fingerprint, String cacheReason) {
    return new LaunchTask(
        resolved.inputs(), resolved.executor(), fingerprint, cacheReason, resolved.platform());
  }

  private static TaskFailure failureOf(PipelinesException exception, TaskNode node) {
    String path = exception.path().isEmpty() ? node.path().documentPath() : exception.path();
    return new TaskFailure(exception.code(), String.valueOf(exception.getMessage()), path);
  }
}
