package io.pitwheel.store.task;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.SpilledText;
import io.pitwheel.store.value.InputOrigin;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of parameters, artifacts and their uses, and writes them together. */
final class ValueWriter {
  private final TaskStatements statements;
  private final Session session;
  private final String runId;
  private final String namespace;
  private final List<@Nullable Object[]> parameters = new ArrayList<>();
  private final List<@Nullable Object[]> artifacts = new ArrayList<>();
  private final List<@Nullable Object[]> links = new ArrayList<>();

  /** One name on one side of one task, and how what stands there came there. */
  private record Slot(
      String taskId, int direction, String key, int iteration, int choice, InputOrigin origin) {}

  ValueWriter(TaskStatements statements, Session session, String runId, String namespace) {
    this.statements = statements;
    this.session = session;
    this.runId = runId;
    this.namespace = namespace;
  }

  void inputs(TaskGraph graph, TaskNode node, String taskId, TaskValues values) {
    values
        .parameters()
        .forEach((key, value) ->
            add(slot(taskId, key, InputOrigin.ofParameter(graph, node, key)), value));
    values
        .artifacts()
        .forEach(
            (key, list) -> add(slot(taskId, key, InputOrigin.ofArtifact(graph, node, key)), list));
  }

  /** What a user gave a run: inputs of its root. */
  void runInputs(String taskId, Map<String, JsonValue> values) {
    values.forEach((key, value) -> add(slot(taskId, key, InputOrigin.RUNTIME), value));
  }

  /** What a task made itself, or uses again; artifacts that are known are not written twice. */
  void outputs(TaskNode node, String taskId, TaskValues values, Instant at) {
    InputOrigin origin = InputOrigin.ofOutput(node);
    values
        .parameters()
        .forEach((key, value) ->
            add(
                new Slot(taskId, ValueColumns.OUT, key, ValueColumns.NO_ITERATION, 0, origin),
                value));
    values
        .artifacts()
        .forEach((key, list) -> {
          list.forEach(artifact -> addArtifact(artifact, at));
          add(new Slot(taskId, ValueColumns.OUT, key, ValueColumns.NO_ITERATION, 0, origin), list);
        });
  }

  /** What the graph around an ended task gives as its own of the task's outputs. */
  void surface(TaskGraph graph, TrackedTask task, TaskValues values, TrackedTask parent) {
    TaskNode parentNode = graph.node(parent.identity.index());
    String producer = graph.node(task.identity.index()).path().lastKey();
    var selected = parentNode.requireDag().outputs();
    selected
        .parameters()
        .forEach((key, selectors) -> {
          for (int choice = 0; choice < selectors.size(); choice++) {
            JsonValue value = values.parameters().get(selectors.get(choice).outputKey());
            if (value != null && selectors.get(choice).producerTask().equals(producer)) {
              add(surfaced(task, parent, key, selectors, choice), value);
            }
          }
        });
    selected
        .artifacts()
        .forEach((key, selectors) -> {
          for (int choice = 0; choice < selectors.size(); choice++) {
            List<Artifact> list = values.artifacts().get(selectors.get(choice).outputKey());
            if (list != null && selectors.get(choice).producerTask().equals(producer)) {
              add(surfaced(task, parent, key, selectors, choice), list);
            }
          }
        });
  }

  private static Slot surfaced(
      TrackedTask task,
      TrackedTask parent,
      String key,
      List<OutputSelector> selectors,
      int choice) {
    return new Slot(
        parent.identity.id(),
        ValueColumns.OUT,
        key,
        parent.isLoop() ? task.identity.iteration().last() : ValueColumns.NO_ITERATION,
        choice,
        InputOrigin.ofSurfaced(
            parent.isLoop(), selectors.size(), selectors.get(choice).producerTask()));
  }

  private static Slot slot(String taskId, String key, InputOrigin origin) {
    return new Slot(taskId, ValueColumns.IN, key, ValueColumns.NO_ITERATION, 0, origin);
  }

  private void add(Slot slot, JsonValue value) {
    SpilledText.Column column = SpilledText.write(value);
    parameters.add(
        new @Nullable Object[] {
          slot.taskId(),
          slot.direction(),
          slot.key(),
          slot.iteration(),
          slot.choice(),
          runId,
          namespace,
          slot.origin().type(),
          slot.origin().producer(),
          column.text(),
          column.isSpilled()
        });
  }

  private void add(Slot slot, List<Artifact> list) {
    if (list.isEmpty()) {
      addLink(slot, ValueColumns.EMPTY_LIST, null);
    }
    for (int position = 0; position < list.size(); position++) {
      addLink(slot, position, list.get(position).id());
    }
  }

  private void addLink(Slot slot, int position, @Nullable String artifactId) {
    links.add(
        new @Nullable Object[] {
          slot.taskId(),
          slot.direction(),
          slot.key(),
          slot.iteration(),
          slot.choice(),
          position,
          artifactId,
          runId,
          namespace,
          slot.origin().type(),
          slot.origin().producer()
        });
  }

  private void addArtifact(Artifact artifact, Instant at) {
    artifacts.add(
        new @Nullable Object[] {
          artifact.id(),
          namespace,
          artifact.name(),
          artifact.uri(),
          artifact.schemaTitle(),
          artifact.schemaVersion(),
          JsonWriter.write(artifact.metadata()),
          at.toEpochMilli(),
          null,
          null,
          "",
          null
        });
  }

  void flush() throws SQLException {
    session.executeAll(statements.insertParameter, parameters);
    session.insertAllUnlessThere(statements.insertArtifact, artifacts);
    session.executeAll(statements.insertLink, links);
    parameters.clear();
    artifacts.clear();
    links.clear();
  }
}
