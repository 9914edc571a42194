package io.pitwheel.engine.argo.agent;

import io.pitwheel.engine.argo.agent.TaskSets.Written;
import io.pitwheel.engine.argo.driving.DriverAnswer;
import io.pitwheel.engine.argo.driving.DriverAnswer.Fail;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers one Workflow. What it asks is handed to the driver as soon as it is seen; answers that
 * are there are written together, in one thread that lives while there are any. Only nodes that
 * stand in the version that is written to are answered: Argo never gets over a result for a node
 * that did not ask, and takes a late one for a new one.
 */
final class TaskSetConversation {
  private static final Logger LOGGER = System.getLogger(TaskSetConversation.class.getName());

  /** Results of one write, so that no request comes near the bound of a cluster's database. */
  private static final int MAX_RESULTS = 200;

  private static final int MAX_RESULT_CHARACTERS = 256 * 1024;

  /** A controller that died between reading an answer and keeping it asks once more. */
  private static final Duration TELL_AGAIN_AFTER = Duration.ofSeconds(10);

  private static final Duration WAIT_AFTER_TROUBLE = Duration.ofSeconds(1);

  private final String runId;
  private final TaskSets taskSets;
  private final DriverCalls driver;
  private final Clock clock;
  private final CountDownLatch closed;
  private final Set<String> asked = new HashSet<>();
  private final Map<String, JsonObject> results = new HashMap<>();
  private final Map<String, Instant> told = new HashMap<>();
  private @Nullable TaskSetView latest;
  private boolean isTelling;

  /** Results of one write, for the version in which their nodes ask. */
  private record Batch(TaskSetView view, JsonObject results) {}

  TaskSetConversation(
      String runId, TaskSets taskSets, DriverCalls driver, Clock clock, CountDownLatch closed) {
    this.runId = runId;
    this.taskSets = taskSets;
    this.driver = driver;
    this.clock = clock;
    this.closed = closed;
  }

  /** Takes notice of what the Workflow asks now; what is seen twice changes nothing. */
  synchronized void see(TaskSetView view) {
    latest = view;
    asked.retainAll(view.asked().keySet());
    results.keySet().retainAll(view.asked().keySet());
    told.keySet().retainAll(view.asked().keySet());
    view.asked()
        .forEach((node, key) -> {
          if (!view.answered().contains(node) && asked.add(node)) {
            ask(node, key, view.askingForFields().contains(node));
          }
        });
    tell();
  }

  private void ask(String node, String key, boolean hasFields) {
    var _ =
        answerTo(key)
            .whenComplete((answer, trouble) -> {
              if (answer == null) {
                forget(node, trouble);
              } else {
                keep(node, NodeResult.of(answer, hasFields));
              }
            });
  }

  private CompletableFuture<DriverAnswer> answerTo(String key) {
    try {
      return driver.ask(runId, DriverKey.parse(key));
    } catch (PipelinesException exception) {
      return CompletableFuture.completedFuture(new Fail(String.valueOf(exception.getMessage())));
    }
  }

  /** Another server answers, or this one after its next start: the node goes on asking. */
  private synchronized void forget(String node, @Nullable Throwable trouble) {
    asked.remove(node);
    LOGGER.log(Level.DEBUG, "run " + runId + " is not answered for node " + node, trouble);
  }

  private synchronized void keep(String node, JsonObject result) {
    if (asked.contains(node)) {
      results.put(node, result);
      tell();
    }
  }

  private synchronized void tell() {
    if (!isTelling && hasToTell()) {
      isTelling = true;
      Thread.ofVirtual().name("agent of run " + runId).start(this::tellAll);
    }
  }

  private void tellAll() {
    boolean isDone = false;
    try {
      while (tellSome()) {
        // Until nothing is left that can be told now.
      }
      isDone = true;
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    } finally {
      if (!isDone) {
        stopTelling();
      }
    }
  }

  /** Whether there may be more to tell; when not, the next answer begins anew. */
  private boolean tellSome() throws InterruptedException {
    Batch batch = nextBatch();
    if (batch == null) {
      return false;
    }
    try {
      return take(batch, write(batch.view(), batch.results()));
    } catch (PipelinesException exception) {
      forgetTold(batch);
      LOGGER.log(Level.WARNING, "answering run " + runId + ": " + exception.getMessage());
      boolean goesOn = !closed.await(WAIT_AFTER_TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
      if (!goesOn) {
        stopTelling();
      }
      return goesOn;
    }
  }

  private Written write(TaskSetView view, JsonObject batch) {
    if (view.isLabelled()) {
      return taskSets.answer(view, batch);
    }
    Written labelled = taskSets.label(view);
    return labelled instanceof Written.Taken(TaskSetView now)
        ? taskSets.answer(now, batch)
        : labelled;
  }

  private synchronized boolean take(Batch batch, Written written) {
    isTelling =
        switch (written) {
          case Written.Taken(TaskSetView now) -> {
            // What was seen while it was written may be newer, and ask more.
            if (batch.view().equals(latest)) {
              latest = now;
            }
            yield true;
          }
          // What is newer is on its way here, or is here already.
          case Written.Stale _ -> {
            forgetTold(batch);
            yield !batch.view().equals(latest);
          }
          case Written.Gone _ -> {
            forgetTold(batch);
            yield false;
          }
        };
    return isTelling;
  }

  private synchronized void forgetTold(Batch batch) {
    told.keySet().removeAll(batch.results().members().keySet());
  }

  private synchronized boolean hasToTell() {
    return results.keySet().stream().anyMatch(this::isToBeTold);
  }

  private boolean isToBeTold(String node) {
    TaskSetView view = latest;
    Instant before = told.get(node);
    return view != null
        && view.asked().containsKey(node)
        && !view.answered().contains(node)
        && (before == null || before.plus(TELL_AGAIN_AFTER).isBefore(clock.instant()));
  }

  /** Null when there is nothing to tell, and then nobody tells: both under one lock. */
  private synchronized @Nullable Batch nextBatch() {
    var batch = new JsonMembers();
    int count = 0;
    int characters = 0;
    for (Map.Entry<String, JsonObject> entry : results.entrySet()) {
      if (isToBeTold(entry.getKey())) {
        characters += JsonWriter.write(entry.getValue()).length();
        if (count > 0 && (count == MAX_RESULTS || characters > MAX_RESULT_CHARACTERS)) {
          break;
        }
        batch.put(entry.getKey(), entry.getValue());
        count++;
      }
    }
    TaskSetView view = latest;
    isTelling = view != null && count > 0;
    if (view == null || count == 0) {
      return null;
    }
    var made = new Batch(view, batch.build());
    // Before it is written: a node that goes and asks again meanwhile is to be told again.
    made.results().members().keySet().forEach(node -> told.put(node, clock.instant()));
    return made;
  }

  private synchronized void stopTelling() {
    isTelling = false;
  }
}
