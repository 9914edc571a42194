package io.pitwheel.store.task;

import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows that one transaction touches; each is read once. */
final class TrackedTasks {
  private final TaskStatements statements;
  private final Session session;
  private final Map<String, TrackedTask> byId = new HashMap<>();
  private final Map<String, TrackedTask> folded = new LinkedHashMap<>();

  TrackedTasks(TaskStatements statements, Session session) {
    this.statements = statements;
    this.session = session;
  }

  /** Asks for tasks that will be looked at; they are here once that was sent. */
  void askFor(Set<String> ids) throws SQLException {
    if (ids.size() == 1) {
      askForOne(ids.iterator().next());
      return;
    }
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += TaskStatements.MANY) {
      var values = new ArrayList<String>();
      for (int i = 0; i < TaskStatements.MANY; i++) {
        values.add(all.get(Math.min(from + i, all.size() - 1)));
      }
      session.queryLater(statements.trackMany, this::read, values.toArray());
    }
  }

  private void askForOne(String id) throws SQLException {
    session.queryLater(statements.track, this::read, id);
    if (session.dialect().takesSeveral()) {
      // The graph around it, too: when it ends, that is looked at next, and this way it costs less.
      session.queryLater(statements.trackParent, this::read, id);
    }
  }

  private TrackedTask read(Row row) throws SQLException {
    TrackedTask task = TrackedTask.read(row);
    add(task);
    return task;
  }

  Optional<TrackedTask> find(String id) throws SQLException {
    TrackedTask known = byId.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    return session.query(statements.track, this::read, id).stream().findFirst();
  }

  /** Lets a row be read anew when it is needed again. */
  void forget(String id) {
    byId.remove(id);
  }

  void add(TrackedTask task) {
    byId.put(task.identity.id(), task);
  }

  /** Notes that counters or state of a graph changed. */
  void touch(TrackedTask graph) {
    folded.put(graph.identity.id(), graph);
  }

  /** Writes what changed in graphs; they are read anew when they are needed again. */
  void flush() throws SQLException {
    var rows = new ArrayList<@org.jspecify.annotations.Nullable Object[]>();
    folded.values().forEach(graph -> rows.add(graph.foldValues()));
    session.executeAll(statements.fold, rows);
    folded.keySet().forEach(byId::remove);
    folded.clear();
  }
}
