package io.pitwheel.engine.argo.supervision;

import io.pitwheel.engine.argo.workflow.WorkflowView;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.Run;
import io.pitwheel.run.RunState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Workflows that this server does not supervise: most are another server's, and some are nobody's,
 * because the server died that had stored the end of their run. Those are led to their end, and let
 * go. What has no run here is left alone, unless our finalizer has held it long after its end: it
 * may be another installation's, or its run may have been deleted.
 */
final class LeftWorkflows implements AutoCloseable {
  private static final Logger LOGGER = System.getLogger(LeftWorkflows.class.getName());

  /** Each look asks the database, also about what other servers are at work with. */
  private static final Duration LOOK_AGAIN_AFTER = Duration.ofSeconds(30);

  /** Who stored the end of a run lives, most likely, and lets its Workflow go any moment. */
  private static final Duration HANDS_OFF = Duration.ofSeconds(20);

  /** An installation that shares our controller and lives takes care of its own long before. */
  private static final Duration NOBODY_COMES = Duration.ofHours(1);

  private final ArgoEngineParts parts;
  private final Map<Place, Instant> looks = new ConcurrentHashMap<>();

  /** One at a time: none of this is urgent. */
  private final ExecutorService tidying =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("engine tidying").factory());

  private record Place(String namespace, String workflow) {
    static Place of(WorkflowView view) {
      return new Place(view.namespace(), view.name());
    }
  }

  LeftWorkflows(ArgoEngineParts parts) {
    this.parts = parts;
  }

  /** Takes notice of one. Returns at once. */
  void see(WorkflowView view) {
    boolean waitsForUs = view.isFinished() && view.isHeld();
    if (!waitsForUs && !isDue(Place.of(view))) {
      return;
    }
    try {
      tidying.execute(() -> tidy(view));
    } catch (RejectedExecutionException exception) {
      LOGGER.log(Level.DEBUG, "no Workflow is let go any more", exception);
    }
  }

  /** It is not there, or not watched, any more. */
  void miss(WorkflowView last) {
    looks.remove(Place.of(last));
    parts.agent().leave(last.namespace(), last.name());
  }

  /** Leaves what is left to the next server. */
  @Override
  public void close() {
    tidying.shutdownNow();
  }

  private boolean isDue(Place place) {
    Instant now = parts.shared().clock().instant();
    Instant before = looks.putIfAbsent(place, now);
    return before == null
        || (!before.plus(LOOK_AGAIN_AFTER).isAfter(now) && looks.replace(place, before, now));
  }

  private void tidy(WorkflowView view) {
    try {
      Optional<Run> run = parts.shared().runs().find(view.runId());
      if (view.isFinished()) {
        letGo(view, run);
      } else if (run.isPresent()) {
        endUnlessInHand(view, run.get());
      }
    } catch (PipelinesException exception) {
      LOGGER.log(
          Level.WARNING,
          "letting Workflow {0}/{1} go: {2}",
          view.namespace(),
          view.name(),
          exception.getMessage());
    }
  }

  private void letGo(WorkflowView view, Optional<Run> run) {
    boolean isOfNow = run.isPresent() && isOfNow(view, run.get());
    if (isOfNow && run.get().state().isTerminal()) {
      parts.agent().leave(view.namespace(), view.name());
      parts.release(run.get(), parts.targetOf(run.get()));
    } else if (!isOfNow && view.isHeld() && (run.isPresent() || isLongFinished(view))) {
      parts.workflows().release(view.namespace(), view.name());
    }
  }

  /** A run that succeeded has nothing left but questions, which its rows answer. */
  private void endUnlessInHand(WorkflowView view, Run run) {
    if (!view.isHeld() || !run.state().isTerminal() || !isLongOver(run)) {
      return;
    }
    parts.agent().answerFor(view.namespace(), view.name(), run.id());
    if (!isOfNow(view, run) || run.state() != RunState.SUCCEEDED) {
      parts.workflows().stop(view.namespace(), view.name());
    }
  }

  private boolean isLongFinished(WorkflowView view) {
    Instant end = Objects.requireNonNullElse(view.finishedAt(), Instant.MAX);
    return end.isBefore(parts.shared().clock().instant().minus(NOBODY_COMES));
  }

  private boolean isOfNow(WorkflowView view, Run run) {
    return parts.targetOf(run).name().equals(view.name());
  }

  private boolean isLongOver(Run run) {
    Instant end = Objects.requireNonNullElse(run.finishedAt(), Instant.MAX);
    return end.isBefore(parts.shared().clock().instant().minus(HANDS_OFF));
  }
}
