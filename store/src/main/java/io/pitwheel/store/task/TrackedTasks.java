package io.pitwheel.store.task;

import io.pitwheel.store.session.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /** Reads many at once. */
  void load(Collection<String> ids) throws SQLException {
    var missing = ids.stream().distinct().filter(id -> !byId.containsKey(id)).toList();
    if (missing.size() == 1) {
      find(missing.get(0));
      return;
    }
    for (int from = 0; from < missing.size(); from += TaskStatements.MANY) {
      var values = new ArrayList<String>();
      for (int i = 0; i < TaskStatements.MANY; i++) {
        values.add(missing.get(Math.min(from + i, missing.size() - 1)));
      }
      session.query(statements.trackMany, TrackedTask::read, values.toArray()).forEach(this::add);
    }
  }

  Optional<TrackedTask> find(String id) throws SQLException {
    TrackedTask known = byId.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    List<TrackedTask> read = session.query(statements.track, TrackedTask::read, id);
    read.forEach(this::add);
    return read.stream().findFirst();
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
