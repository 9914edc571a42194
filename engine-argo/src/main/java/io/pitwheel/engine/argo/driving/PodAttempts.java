package io.pitwheel.engine.argo.driving;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.argo.workflow.DriverKey;
import io.pitwheel.engine.bookkeeping.RunBook;
import io.pitwheel.engine.decision.LaunchInstructions;
import io.pitwheel.engine.situation.ArtifactLocations;
import io.pitwheel.engine.situation.RunSituation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchAnswer;
import io.pitwheel.launch.LaunchAnswer.Begin;
import io.pitwheel.launch.LaunchAnswer.NothingToRun;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.PodSighting;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pods of the tasks under way in one run. The Workflow starts another pod when one has failed,
 * as the retry policy says; here they are counted and written. For the thread of the run.
 */
final class PodAttempts {
  private static final Logger LOGGER = System.getLogger(PodAttempts.class.getName());

  private final RunSituation situation;
  private final RunBook book;
  private final Clock clock;
  private final Map<DriverKey, TaskUnderWay> underWay = new HashMap<>();
  private final Set<DriverKey> atWork = new HashSet<>();

  PodAttempts(RunSituation situation, RunBook book, Clock clock) {
    this.situation = situation;
    this.book = book;
    this.clock = clock;
  }

  void add(DriverKey key, TaskUnderWay task) {
    underWay.put(key, task);
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** Whether a pod that was told here what to run has not said yet how that ended. */
  boolean areAtWork() {
    return !atWork.isEmpty();
  }

  /** What the pod of a task runs; null when the task has ended. */
  @Nullable LaunchTask launchOf(DriverKey key) {
    TaskUnderWay task = underWay.get(key);
    return task == null ? null : launchOf(task).orElse(null);
  }

  private Optional<LaunchTask> launchOf(TaskUnderWay task) {
    if (task.launch() == null) {
      book.decideAgain(task.progress(), task.row().id()).ifPresent(task::launch);
    }
    return Optional.ofNullable(task.launch());
  }

  /** A pod has begun: what it is to run. */
  LaunchAnswer begin(DriverKey key, int pod) {
    TaskUnderWay task = underWay.get(key);
    if (task == null) {
      return new NothingToRun("task %s has ended".formatted(key.text()));
    }
    Optional<String> flaw = flawOf(key, pod);
    if (flaw.isPresent()) {
      return new NothingToRun(flaw.get());
    }
    if (task.numberOf(pod) < task.attempt()) {
      return new NothingToRun(
          "pod %d of task %s begins, but pod %d was begun already"
              .formatted(pod, key.text(), task.attempt() - task.numberOf(0)));
    }
    closeLost(task, task.numberOf(pod));
    if (!atWork.contains(key)) {
      book.attemptBegun(task.row(), task.attempt(), clock.instant());
    }
    return told(key, task);
  }

  /** What a pod is told whose task needs none. */
  static LaunchAnswer nothingToRun(DriverKey key, Outcome outcome) {
    return new NothingToRun(
        outcome instanceof Outcome.Rejected(String message)
            ? message
            : "nothing is to run for task " + key.text());
  }

  /** What a pod was told that has begun; nothing is written. */
  LaunchAnswer find(DriverKey key, int pod) {
    TaskUnderWay task = underWay.get(key);
    return task == null || task.numberOf(pod) != task.attempt()
        ? new NothingToRun("pod %d of task %s is not under way".formatted(pod, key.text()))
        : told(key, task);
  }

  /** What is wrong about the number of a pod of a task that is under way. */
  Optional<String> flawOf(DriverKey key, int pod) {
    TaskUnderWay task = underWay.get(key);
    int most = task == null ? pod : podsAllowed(task);
    return pod >= 1 && pod <= most
        ? Optional.empty()
        : Optional.of(
            "task %s has no pod %d (expected: from 1 to %d)".formatted(key.text(), pod, most));
  }

  /** What is wrong about a result: large values that its attempt could not have written. */
  Optional<String> flawOf(DriverKey key, int pod, LaunchResult result) {
    TaskUnderWay task = underWay.get(key);
    if (task == null || !(result instanceof Succeeded succeeded)) {
      return Optional.empty();
    }
    String own =
        ArtifactLocations.of(
            situation.facts().pipelineRoot(),
            situation.graph(),
            task.row().reference(),
            task.numberOf(pod));
    return succeeded.outputs().parameters().values().stream()
        .flatMap(TaskReach::spilledIn)
        .filter(location -> !TaskReach.isAtOrBelow(own, location))
        .findFirst()
        .map(location ->
            "a large output of task %s at %s (expected: below %s)"
                .formatted(key.text(), location, own));
  }

  private LaunchAnswer told(DriverKey key, TaskUnderWay task) {
    TaskNode node = task.progress().node();
    return launchOf(task)
        .<LaunchAnswer>map(launch -> {
          atWork.add(key);
          return new Begin(
              LaunchInstructions.of(situation, node, task.row(), task.attempt(), launch));
        })
        .orElseGet(
            () -> new NothingToRun("task %s would not be run any more".formatted(key.text())));
  }

  private int podsAllowed(TaskUnderWay task) {
    return 1 + situation.graph().retryPolicyOf(task.progress().node()).maxRetries();
  }

  /** Pods of which nobody said how they ended, before this one. */
  private void closeLost(TaskUnderWay task, int number) {
    while (task.attempt() < number) {
      var failure =
          new TaskFailure(
              ErrorCode.UNAVAILABLE,
              "its pod was lost: another was begun before it said how it ended",
              task.row().reference().path().documentPath());
      book.attemptFailed(task.row(), task.attempt(), new Failed(failure, null, true, List.of()));
      task.nextAttempt();
    }
  }

  /**
   * The cluster says something of a pod; what is no news, or of no open attempt, is passed over.
   */
  void see(DriverKey key, int pod, PodSighting sighting) {
    TaskUnderWay task = underWay.get(key);
    if (task != null && task.numberOf(pod) == task.attempt()) {
      see(task, sighting);
    }
  }

  private void see(TaskUnderWay task, PodSighting sighting) {
    PodCourse course = courseOf(task);
    if (course.isNews(sighting)) {
      book.podSeen(task.row(), task.attempt(), course.sightings());
    }
  }

  private PodCourse courseOf(TaskUnderWay task) {
    PodCourse known = task.course();
    if (known != null) {
      return known;
    }
    var found = new PodCourse(book.podSightings(task.row(), task.attempt()));
    task.course(found);
    return found;
  }

  /**
   * A pod has ended as who watches the cluster has it. One that waited fails of what ends the run,
   * if that is so, and of what it waited for. Where no other would do better, none follows.
   */
  void lose(DriverKey key, int pod, TaskFailure failure, @Nullable TaskFailure ending) {
    TaskUnderWay task = underWay.get(key);
    Optional<String> reason =
        task == null || task.numberOf(pod) != task.attempt()
            ? Optional.empty()
            : courseOf(task).waitsFor();
    boolean isEnded = ending != null && reason.isPresent();
    TaskFailure of = isEnded ? Objects.requireNonNull(ending) : failure;
    boolean isFinal = isEnded || of.code() == ErrorCode.FAILED_PRECONDITION;
    TaskFailure said = isFinal && !isEnded ? of : reason.map(words -> waited(of, words)).orElse(of);
    boolean isUnderWay = end(key, pod, new Failed(said, null, !isFinal, List.of()));
    LOGGER.log(Level.DEBUG, "task {0}: a pod failed, under way: {1}", key, isUnderWay);
  }

  /** The run ends: tasks whose pods still wait fail of that, and of what they wait for. */
  void endWaiting(TaskFailure ending) {
    for (DriverKey key : List.copyOf(underWay.keySet())) {
      TaskUnderWay task = Objects.requireNonNull(underWay.get(key));
      courseOf(task)
          .waitsFor()
          .ifPresent(words ->
              end(
                  key,
                  task.attempt() - task.numberOf(0),
                  new Failed(waited(ending, words), null, false, List.of())));
    }
  }

  private static TaskFailure waited(TaskFailure failure, String words) {
    return new TaskFailure(
        failure.code(), failure.message() + "; its pod waited: " + words, failure.path());
  }

  /**
   * A pod has ended.
   *
   * @return whether the task is under way, so that this is known from now on
   */
  boolean end(DriverKey key, int pod, LaunchResult said) {
    TaskUnderWay task = underWay.get(key);
    if (task == null || flawOf(key, pod).isPresent()) {
      return false;
    }
    if (task.numberOf(pod) < task.attempt()) {
      // Told again: the attempt after it is open.
      return true;
    }
    atWork.remove(key);
    closeLost(task, task.numberOf(pod));
    LaunchResult result = withNotices(task, said);
    see(
        task,
        new PodSighting(
            clock.instant(), false, result instanceof Succeeded ? "Succeeded" : "Failed"));
    switch (result) {
      case Succeeded succeeded -> {
        underWay.remove(key);
        book.succeeded(task.progress(), task.row(), task.attempt(), succeeded);
      }
      case Failed failed when failed.mayRetry() && pod < podsAllowed(task) -> {
        book.attemptFailed(task.row(), task.attempt(), failed);
        task.nextAttempt();
      }
      case Failed failed -> {
        underWay.remove(key);
        book.failed(task.progress(), task.row(), task.attempt(), failed);
      }
      case Stopped _ -> {
        // Its row ends with the run.
      }
    }
    return true;
  }

  /** What the task asked for and no pod has stands in its record, as on one machine. */
  private static LaunchResult withNotices(TaskUnderWay task, LaunchResult said) {
    LaunchTask launch = task.launch();
    List<String> missing = launch == null ? List.of() : launch.platform().needs().missing();
    return missing.isEmpty()
        ? said
        : said.withWarnings(Stream.concat(said.warnings().stream(), missing.stream()).toList());
  }
}
