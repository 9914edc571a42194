package io.pitwheel.store.event;

import static io.pitwheel.store.schema.Tables.EVENTS;

import io.pitwheel.event.EventLog;
import io.pitwheel.event.RunEvent;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.JsonColumns;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Events in a database. */
public final class JdbcEventLog implements EventLog {
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
  public AutoCloseable onAppended(Consumer<String> listener) {
    return feed.listen(listener);
  }
}
