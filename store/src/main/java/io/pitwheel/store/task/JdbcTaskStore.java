package io.pitwheel.store.task;

import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.select;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RunLead;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.store.cache.CachePlace;
import io.pitwheel.store.cache.CacheQueries;
import io.pitwheel.store.event.EventFeed;
import io.pitwheel.store.ledger.LedgerStatements;
import io.pitwheel.store.ledger.RunLedger;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.FailureColumns;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.RecordedChanges;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.task.TaskChange;
import io.pitwheel.task.TaskStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tasks in a database. */
public final class JdbcTaskStore implements TaskStore {
  private final Database database;
  private final EventFeed feed;
  private final LedgerStatements ledgers;
  private final TaskStatements statements;
  private final TaskReader reader;
  private final RunFailure runFailure;
  private final String attempts;
  private final CacheQueries cache;
  private final @Nullable RunLead lead;

  public JdbcTaskStore(Database database, LedgerStatements ledgers, EventFeed feed) {
    this.lead = null;
    this.database = database;
    this.feed = feed;
    this.ledgers = ledgers;
    this.statements = new TaskStatements(database);
    this.reader = new TaskReader(database);
    this.runFailure = new RunFailure(database);
    this.attempts =
        database.render(
            select(
                    TASK_ATTEMPTS.ATTEMPT,
                    TASK_ATTEMPTS.STARTED_AT,
                    TASK_ATTEMPTS.ENDED_AT,
                    TASK_ATTEMPTS.EXIT_CODE,
                    TASK_ATTEMPTS.FAILURE_CODE,
                    TASK_ATTEMPTS.FAILURE_MESSAGE,
                    TASK_ATTEMPTS.FAILURE_PATH,
                    TASK_ATTEMPTS.COUNTS_AS_RETRY)
                .from(TASK_ATTEMPTS)
                .where(TASK_ATTEMPTS.TASK_ID.eq(param("task", TASK_ATTEMPTS.TASK_ID)))
                .orderBy(TASK_ATTEMPTS.ATTEMPT));
    this.cache = new CacheQueries(database);
  }

  private JdbcTaskStore(JdbcTaskStore same, RunLead lead) {
    this.lead = lead;
    this.database = same.database;
    this.feed = same.feed;
    this.ledgers = same.ledgers;
    this.statements = same.statements;
    this.reader = same.reader;
    this.runFailure = same.runFailure;
    this.attempts = same.attempts;
    this.cache = same.cache;
  }

  @Override
  public TaskStore ledBy(RunLead wanted) {
    return new JdbcTaskStore(this, wanted);
  }

  @Override
  public RecordedChanges record(String runId, TaskGraph graph, List<TaskChange> changes) {
    TaskRecorder.Outcome outcome =
        database.writeAbout(
            runId,
            session -> {
              Set<String> touched = TaskRecorder.touchedBy(changes);
              return new TaskRecorder(recording(session, runId, graph, touched)).record(changes);
            });
    feed.appended(runId);
    PipelinesException contradiction = outcome.contradiction();
    if (contradiction != null) {
      throw contradiction;
    }
    return outcome.changes();
  }

  /**
   * What a call about a run works with; the run is locked.
   *
   * @param taskIds tasks that will be looked at
   */
  Recording recording(Session session, String runId, TaskGraph graph, Set<String> taskIds)
      throws SQLException {
    var tasks = new TrackedTasks(statements, session);
    RunLedger ledger =
        ledgers
            .lock(session, runId, lead, () -> tasks.askFor(taskIds))
            .orElseThrow(() ->
                new PipelinesException(
                    ErrorCode.NOT_FOUND,
                    "recording changes of run %s: no such run".formatted(runId)));
    return new Recording(
        session,
        graph,
        ledger,
        statements,
        tasks,
        new ValueWriter(statements, session, runId, ledger.namespace()),
        new TaskEvents(ledger),
        reader,
        runFailure);
  }

  @Override
  public List<Task> list(String runId) {
    return database.readAtOnce(session -> reader.list(session, runId));
  }

  @Override
  public Optional<Task> find(String taskId) {
    return database.readAtOnce(session -> reader.find(session, taskId));
  }

  @Override
  public List<TaskAttempt> attempts(String taskId) {
    return database.readAtOnce(
        session -> session.query(attempts, JdbcTaskStore::readAttempt, taskId));
  }

  private static TaskAttempt readAttempt(Row row) throws SQLException {
    return new TaskAttempt(
        row.integer(),
        row.instant(),
        row.instantOrNull(),
        row.integerOrNull(),
        FailureColumns.read(row),
        row.flag());
  }

  @Override
  public Optional<CachedTask> findReusable(String namespace, CacheFingerprint fingerprint) {
    return database.read(session -> whole(session, cache.newest(session, namespace, fingerprint)));
  }

  @Override
  public Optional<CachedTask> findReusableOf(
      String namespace, String pipelineName, CacheFingerprint fingerprint) {
    return database.read(
        session -> whole(session, cache.newestOf(session, namespace, pipelineName, fingerprint)));
  }

  @Override
  public boolean hasReusable(String namespace, String algorithm) {
    return database.read(session -> cache.hasAny(session, namespace, algorithm));
  }

  @Override
  public Optional<EarlierTask> findNearest(
      String namespace, String pipelineName, ScopePath path, @Nullable IterationVector iteration) {
    return database.read(session ->
        cache.nearest(session, namespace, pipelineName, new CachePlace(path, iteration)));
  }

  private Optional<CachedTask> whole(Session session, Optional<String> taskId) throws SQLException {
    if (taskId.isEmpty()) {
      return Optional.empty();
    }
    return reader
        .find(session, taskId.get())
        .map(task -> new CachedTask(task.reference().runId(), task.id(), task.outputs()));
  }
}
