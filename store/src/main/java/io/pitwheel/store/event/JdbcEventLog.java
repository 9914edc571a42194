package io.pitwheel.store.event;

import static io.pitwheel.store.schema.Tables.EVENTS;
import static io.pitwheel.store.schema.Tables.RUNS;

import io.pitwheel.event.EventLog;
import io.pitwheel.event.RunEvent;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.JsonColumns;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Events in a database. */
public final class JdbcEventLog implements EventLog {
  /** Runs a statement asks about. */
  private static final int MAX_ASKED = 200;

  private final Database database;
  private final EventFeed feed;

  public JdbcEventLog(Database database, EventFeed feed) {
    this.database = database;
    this.feed = feed;
  }

  @Override
  public List<RunEvent> readAfter(String runId, long sequence, int limit) {
    return database.read(session ->
        session
            .sql()
            .select(EVENTS.RUN_SEQUENCE, EVENTS.AT, EVENTS.KIND, EVENTS.DETAILS)
            .from(EVENTS)
            .where(EVENTS.RUN_ID.eq(runId))
            .and(EVENTS.RUN_SEQUENCE.gt(sequence))
            .orderBy(EVENTS.RUN_SEQUENCE)
            .limit(limit)
            .fetch(row ->
                new RunEvent(
                    runId,
                    row.value1(),
                    Instant.ofEpochMilli(row.value2()),
                    row.value3(),
                    JsonColumns.object(row.value4()))));
  }

  @Override
  public Map<String, Long> counts(Collection<String> runIds) {
    var counts = new HashMap<String, Long>();
    List<String> left = List.copyOf(runIds);
    while (!left.isEmpty()) {
      List<String> some = left.subList(0, Math.min(MAX_ASKED, left.size()));
      counts.putAll(
          database.read(session ->
              session
                  .sql()
                  .select(RUNS.RUN_ID, RUNS.EVENT_COUNT)
                  .from(RUNS)
                  .where(RUNS.RUN_ID.in(some))
                  .fetchMap(RUNS.RUN_ID, RUNS.EVENT_COUNT)));
      left = left.subList(some.size(), left.size());
    }
    return counts;
  }

  @Override
  public boolean hearsAll() {
    return !database.dialect().isShared();
  }

  @Override
  public AutoCloseable onAppended(Consumer<String> listener) {
    return feed.listen(listener);
  }
}
