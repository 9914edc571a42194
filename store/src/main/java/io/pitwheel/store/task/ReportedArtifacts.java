package io.pitwheel.store.task;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.session.JsonColumns;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.task.TaskEvents.Contradiction;
import io.pitwheel.store.value.InputOrigin;
import io.pitwheel.store.value.LinkPlace;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.ReportedArtifact;
import io.pitwheel.value.JsonWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Artifacts and their links as they are told from elsewhere, for tasks of one run. */
final class ReportedArtifacts {
  private final Recording recording;
  private final TaskRecorder recorder;
  private final ReportStatements statements;
  private final Session session;
  private final ImportedArtifacts imports;

  ReportedArtifacts(Recording recording, TaskRecorder recorder, ReportStatements statements) {
    this.recording = recording;
    this.recorder = recorder;
    this.statements = statements;
    this.session = recording.session();
    this.imports =
        new ImportedArtifacts(session, recording.statements(), recording.ledger().namespace());
  }

  /** A link that is there. */
  record StandingLink(
      int iteration, int choice, int position, String type, String producer, KeptArtifact kept) {
    /** In the order of {@link ReportStatements}. */
    static StandingLink read(Row row) throws SQLException {
      int iteration = row.integer();
      int choice = row.integer();
      int position = row.integer();
      String type = row.text();
      String producer = row.text();
      var artifact =
          new Artifact(
              row.text(),
              row.text(),
              row.text(),
              row.text(),
              row.text(),
              JsonColumns.object(row.text()));
      return new StandingLink(
          iteration,
          choice,
          position,
          type,
          producer,
          new KeptArtifact(artifact, row.text(), row.text(), row.numberOrNull(), row.instant()));
    }

    private boolean isOfEqual(KeptArtifact other) {
      return kept.artifact().withId("").equals(other.artifact().withId(""))
          && kept.description().equals(other.description())
          && java.util.Objects.equals(kept.numberValue(), other.numberValue());
    }
  }

  /** Writes an artifact with its link; null when it comes too late, which is kept as an event. */
  @Nullable KeptArtifact create(ReportedArtifact reported) throws SQLException {
    TrackedTask task = recorder.require(reported.taskId());
    TaskNode node = recorder.node(task);
    requireLeaf(task);
    requireIteration(task, reported.iterationIndex());
    List<StandingLink> standing = links(task, ValueColumns.OUT, reported.key());
    Optional<StandingLink> equal =
        standing.stream().filter(link -> link.isOfEqual(reported.artifact())).findFirst();
    if (equal.isPresent()) {
      return equal.get().kept();
    }
    String tried = "creating an artifact of task " + task.identity.path().slashed();
    ReportRecorder.requireDrivenElsewhere(recording.ledger(), tried);
    if (task.state != TaskState.RUNNING) {
      refuse(task, reported.key(), reported.artifact().createdAt());
      return null;
    }
    KeptArtifact artifact = reported.artifact();
    String id = artifact.artifact().id();
    if (reported.reusesExisting()) {
      id = imports.firstOfItsIdentity(artifact);
    } else {
      insert(artifact);
    }
    write(
        task.identity.id(),
        new LinkPlace(
            ValueColumns.OUT,
            reported.key(),
            ValueColumns.NO_ITERATION,
            0,
            standing.isEmpty() ? 0 : standing.getLast().position() + 1),
        id,
        InputOrigin.ofOutput(node));
    return links(task, ValueColumns.OUT, reported.key()).getLast().kept();
  }

  private void requireLeaf(TrackedTask task) {
    if (task.identity.type().isFolded()) {
      throw PipelinesException.invalid(
          "task_id",
          "creating an artifact of task %s: it is a %s, which gives artifacts of tasks inside it (expected: a task that runs a command or imports)"
              .formatted(task.identity.path().slashed(), task.identity.type()));
    }
  }

  private static void requireIteration(TrackedTask task, @Nullable Integer told) {
    List<Integer> indices = task.identity.iteration().indices();
    if (told != null && !indices.isEmpty() && !indices.getLast().equals(told)) {
      throw PipelinesException.invalid(
          "iteration_index",
          "creating an artifact of task %s: iteration %d (expected: %d, which it is of)"
              .formatted(task.identity.path().slashed(), told, indices.getLast()));
    }
  }

  /** Links an artifact that is there; null when that comes too late, which is kept as an event. */
  @Nullable ArtifactLink link(ArtifactLink told, Instant at) throws SQLException {
    TrackedTask task = recorder.require(told.taskId());
    TaskNode node = recorder.node(task);
    requireArtifact(told.artifactId());
    int direction = directionOf(node, told);
    if (direction == ValueColumns.OUT && task.identity.type().isFolded()) {
      return surfaced(task, node, told);
    }
    boolean isItem = direction == ValueColumns.IN && ReportedValues.isItemInput(node, told.key());
    Integer iteration = told.iteration();
    int place = isItem && iteration != null ? iteration : ValueColumns.NO_ITERATION;
    List<StandingLink> standing = links(task, direction, told.key());
    for (StandingLink link : standing) {
      if (link.iteration() == place && link.kept().artifact().id().equals(told.artifactId())) {
        return answer(
            told,
            new LinkPlace(direction, told.key(), place, link.choice(), link.position()),
            new InputOrigin(link.type(), link.producer()));
      }
    }
    String tried = "linking an artifact to task " + task.identity.path().slashed();
    ReportRecorder.requireDrivenElsewhere(recording.ledger(), tried);
    // A driver links inputs after the row, which may have ended with its beginning.
    boolean isOpen = task.state == TaskState.RUNNING || direction == ValueColumns.IN;
    if (!isOpen) {
      refuse(task, told.key(), at);
      return null;
    }
    int position = (int) standing.stream().filter(link -> link.iteration() == place).count();
    var free = new LinkPlace(direction, told.key(), place, 0, position);
    InputOrigin origin = origin(node, direction, told);
    write(task.identity.id(), free, told.artifactId(), origin);
    return answer(told, free, origin);
  }

  private InputOrigin origin(TaskNode node, int direction, ArtifactLink told) {
    if (direction == ValueColumns.OUT) {
      return InputOrigin.ofOutput(node);
    }
    if (node.isRoot()) {
      return InputOrigin.RUNTIME;
    }
    InputOrigin derived = InputOrigin.ofArtifact(recording.graph(), node, told.key());
    return new InputOrigin(
        derived.type(), derived.producer().isEmpty() ? told.producer() : derived.producer());
  }

  /** What the fold has written, or will write, when the task inside has ended. */
  private ArtifactLink surfaced(TrackedTask graph, TaskNode node, ArtifactLink told) {
    var selectors = node.requireDag().outputs().artifacts().get(told.key());
    if (selectors == null) {
      throw PipelinesException.invalid(
          "key",
          "linking an output of task %s: %s (expected: one of %s, which it gives)"
              .formatted(
                  graph.identity.path().slashed(),
                  told.key(),
                  node.requireDag().outputs().artifacts().keySet()));
    }
    int choice = 0;
    for (int i = 0; i < selectors.size(); i++) {
      if (selectors.get(i).producerTask().equals(told.producer())) {
        choice = i;
      }
    }
    Integer iteration = told.iteration();
    boolean isLoop = graph.isLoop();
    return answer(
        told,
        new LinkPlace(
            ValueColumns.OUT,
            told.key(),
            isLoop && iteration != null ? iteration : ValueColumns.NO_ITERATION,
            choice,
            0),
        InputOrigin.ofSurfaced(isLoop, selectors.size(), selectors.get(choice).producerTask()));
  }

  private static ArtifactLink answer(ArtifactLink told, LinkPlace place, InputOrigin origin) {
    return new ArtifactLink(
        place.idOf(told.taskId()),
        told.artifactId(),
        told.runId(),
        told.taskId(),
        origin.type(),
        origin.producer().isEmpty() ? told.producer() : origin.producer(),
        told.iteration(),
        told.key());
  }

  /** By what the pipeline declares; by what is told where it declares both or neither. */
  private static int directionOf(TaskNode node, ArtifactLink told) {
    ComponentInterface declared = node.component().declared();
    boolean isInput = declared.inputArtifacts().containsKey(told.key());
    boolean isOutput = declared.outputArtifacts().containsKey(told.key());
    if (isInput != isOutput) {
      return isInput ? ValueColumns.IN : ValueColumns.OUT;
    }
    if (told.type().equals("UNSPECIFIED")) {
      throw PipelinesException.invalid(
          "type",
          "linking an artifact to task %s: no type, and %s is no input or output that the pipeline declares (expected: a type)"
              .formatted(node.path().slashed(), told.key()));
    }
    return told.type().contains("OUTPUT") && !told.type().contains("INPUT")
        ? ValueColumns.OUT
        : ValueColumns.IN;
  }

  private void requireArtifact(String artifactId) throws SQLException {
    boolean isThere =
        !session
            .query(statements.findArtifact, Row::text, artifactId, recording.ledger().namespace())
            .isEmpty();
    if (!isThere) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND, "linking artifact %s: there is none".formatted(artifactId));
    }
  }

  private void refuse(TrackedTask task, String key, Instant at) {
    recorder.refuse(
        task,
        new Contradiction(
            TaskState.RUNNING,
            task.attempt,
            "an artifact of %s, and it is %s".formatted(key, task.state)),
        at);
  }

  private List<StandingLink> links(TrackedTask task, int direction, String key)
      throws SQLException {
    return session.query(statements.links, StandingLink::read, task.identity.id(), direction, key);
  }

  private void insert(KeptArtifact kept) throws SQLException {
    Artifact artifact = kept.artifact();
    session.insertUnlessThereLater(
        recording.statements().insertArtifact,
        artifact.id(),
        recording.ledger().namespace(),
        artifact.name(),
        artifact.uri(),
        artifact.schemaTitle(),
        artifact.schemaVersion(),
        JsonWriter.write(artifact.metadata()),
        kept.createdAt().toEpochMilli(),
        null,
        null,
        kept.description(),
        kept.numberValue());
  }

  private void write(String taskId, LinkPlace place, String artifactId, InputOrigin origin)
      throws SQLException {
    session.insertUnlessThereLater(
        statements.insertLink,
        taskId,
        place.direction(),
        place.key(),
        place.iteration(),
        place.choice(),
        place.position(),
        artifactId,
        recording.ledger().runId(),
        recording.ledger().namespace(),
        origin.type(),
        origin.producer());
  }
}
