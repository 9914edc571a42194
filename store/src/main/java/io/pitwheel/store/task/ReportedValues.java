package io.pitwheel.store.task;

import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.store.session.Session;
import io.pitwheel.store.session.SpilledText;
import io.pitwheel.store.value.InputOrigin;
import io.pitwheel.store.value.ValueCollector;
import io.pitwheel.store.value.ValueCollector.Place;
import io.pitwheel.store.value.ValueColumns;
import io.pitwheel.task.TaskValues;
import io.pitwheel.taskreport.ReportedParameter;
import io.pitwheel.value.JsonValue;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parameters as they are told from elsewhere: how they came is read from the graph. */
final class ReportedValues {
  private final Recording recording;
  private final ReportStatements statements;
  private final Session session;

  ReportedValues(Recording recording, ReportStatements statements) {
    this.recording = recording;
    this.statements = statements;
    this.session = recording.session();
  }

  /** Where a parameter stands on one side of a task. */
  private record Slot(String key, int iteration) {}

  /** Writes parameters of one side of a task; of those that are there the later holds. */
  void merge(TaskNode node, String taskId, int direction, List<ReportedParameter> told)
      throws SQLException {
    for (var entry : bySlot(node, direction, told).entrySet()) {
      Slot slot = entry.getKey();
      ReportedParameter parameter = entry.getValue();
      InputOrigin origin = origin(node, direction, parameter);
      SpilledText.Column column = SpilledText.write(parameter.value());
      session.executeLater(
          statements.updateParameter,
          origin.type(),
          origin.producer(),
          column.text(),
          column.isSpilled(),
          taskId,
          direction,
          slot.key(),
          slot.iteration());
      session.insertUnlessThereLater(
          statements.insertParameter,
          taskId,
          direction,
          slot.key(),
          slot.iteration(),
          0,
          recording.ledger().runId(),
          recording.ledger().namespace(),
          origin.type(),
          origin.producer(),
          column.text(),
          column.isSpilled());
    }
  }

  /** Whether parameters of one side are there, with these values. */
  boolean hold(TaskNode node, String taskId, int direction, List<ReportedParameter> told)
      throws SQLException {
    if (told.isEmpty()) {
      return true;
    }
    Map<Slot, JsonValue> known = new HashMap<>();
    session.query(
        statements.parameters,
        row -> {
          var slot = new Slot(row.text(), row.integer());
          row.integer();
          return known.putIfAbsent(slot, SpilledText.read(row.text(), row.flag())) == null;
        },
        taskId,
        direction);
    return bySlot(node, direction, told).entrySet().stream()
        .allMatch(entry -> entry.getValue().value().equals(known.get(entry.getKey())));
  }

  /** What a task that ends gives, as it is written. */
  TaskValues outputsOf(String taskId) throws SQLException {
    var collector = new ValueCollector();
    session.queryLater(
        statements.parameters,
        row -> {
          var place = new Place(row.text(), row.integer(), row.integer());
          collector.parameter(place, SpilledText.read(row.text(), row.flag()));
          return true;
        },
        taskId,
        ValueColumns.OUT);
    session.query(
        statements.outputArtifacts,
        row -> {
          var link = ReportedArtifacts.StandingLink.read(row);
          collector.artifact(
              new Place(row.text(), link.iteration(), link.choice()), link.kept().artifact());
          return true;
        },
        taskId);
    return collector.values();
  }

  /** The items of a loop stand one by one, everything else once. */
  private static Map<Slot, ReportedParameter> bySlot(
      TaskNode node, int direction, List<ReportedParameter> told) {
    var slots = new LinkedHashMap<Slot, ReportedParameter>();
    int item = 0;
    for (ReportedParameter parameter : told) {
      boolean isItem = direction == ValueColumns.IN && isItemInput(node, parameter.key());
      Integer iteration = parameter.iteration();
      int place = ValueColumns.NO_ITERATION;
      if (isItem) {
        place = iteration == null ? item : iteration;
        item++;
      }
      slots.put(new Slot(parameter.key(), place), parameter);
    }
    return slots;
  }

  static boolean isItemInput(TaskNode node, String key) {
    TaskIterator iterator = node.isRoot() ? null : node.requireTask().iterator();
    return iterator != null && iterator.itemInput().equals(key);
  }

  private InputOrigin origin(TaskNode node, int direction, ReportedParameter parameter) {
    InputOrigin derived =
        direction == ValueColumns.OUT
            ? InputOrigin.ofOutput(node)
            : InputOrigin.ofParameter(recording.graph(), node, parameter.key());
    boolean isDeclared = node.component().declared().inputParameters().containsKey(parameter.key());
    String type =
        derived.isDefault() && !isDeclared ? typeAsTold(parameter.type()) : derived.type();
    String producer = derived.producer().isEmpty() ? parameter.producer() : derived.producer();
    return new InputOrigin(type, producer);
  }

  /** Of an input that the pipeline knows nothing of, such as a name that was made up on the way. */
  private static String typeAsTold(String told) {
    return told.contains("INPUT") ? told : InputOrigin.RUNTIME.type();
  }
}
