package io.pitwheel.driver.rerun;

import io.pitwheel.driver.EarlierOutcome;
import io.pitwheel.driver.EarlierOutcome.Reusable;
import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.driver.cache.CacheMiss;
import io.pitwheel.driver.cache.Fingerprints;
import io.pitwheel.driver.cache.LargeDigests;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.Component.ImporterComponent;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskValues;
import java.util.Optional;

/**
 * Whether a task is what it was in an earlier run. Unlike a cache this asks for the whole
 * definition, resources and volumes included, and a cache key of the user's stands for nothing. The
 * name of the component is no part of it: the SDK numbers equal components anew in each version.
 */
public final class TaskComparison {
  /** What fingerprints add beside the task itself; the same on both sides. */
  private static final String NO_NAME = "";

  private TaskComparison() {}

  /** The outcome as it is, or that the task runs again because it, or what it gets, differs. */
  public static EarlierOutcome check(Component now, TaskValues inputs, EarlierOutcome earlier) {
    return switch (earlier) {
      case RunAgain again -> again;
      case Reusable reusable ->
          difference(now, inputs, reusable)
              .<EarlierOutcome>map(difference ->
                  new RunAgain(
                      "%s in run %s".formatted(difference, reusable.source().runId()), false))
              .orElse(reusable);
    };
  }

  private static Optional<String> difference(Component now, TaskValues inputs, Reusable earlier) {
    Component then = earlier.node().component();
    return switch (now) {
      case ContainerComponent container when then instanceof ContainerComponent other ->
          ofContainers(container, inputs, other, earlier.inputs());
      case ImporterComponent importer when then instanceof ImporterComponent other ->
          ofImporters(importer, inputs, other, earlier.inputs());
      case ContainerComponent _, ImporterComponent _, DagComponent _ ->
          Optional.of("it is of another kind than");
    };
  }

  private static Optional<String> ofContainers(
      ContainerComponent now,
      TaskValues inputs,
      ContainerComponent then,
      TaskValues earlierInputs) {
    return CacheMiss.difference(fingerprint(now, inputs), fingerprint(then, earlierInputs))
        .map(found ->
            "%s differs: %s now, %s then".formatted(found.what(), found.here(), found.there()))
        .or(() -> when(!now.executor().equals(then.executor()), "its resources differ from those"))
        .or(() ->
            when(
                !now.platform().equals(then.platform()),
                "its platform settings differ from those"));
  }

  private static Optional<String> ofImporters(
      ImporterComponent now, TaskValues inputs, ImporterComponent then, TaskValues earlierInputs) {
    return when(
        !now.executor().equals(then.executor())
            || !now.declared().equals(then.declared())
            || !inputs.artifacts().equals(earlierInputs.artifacts())
            || !LargeDigests.of(inputs.parameters())
                .equals(LargeDigests.of(earlierInputs.parameters())),
        "what it imports differs from that");
  }

  private static CacheFingerprint fingerprint(ContainerComponent component, TaskValues inputs) {
    return Fingerprints.of(NO_NAME, component, inputs, "");
  }

  private static Optional<String> when(boolean differs, String text) {
    return differs ? Optional.of(text) : Optional.empty();
  }
}
