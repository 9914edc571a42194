package io.pitwheel.store.view;

import static io.pitwheel.store.schema.Tables.CACHE_ENTRIES;
import static io.pitwheel.store.schema.Tables.TASKS;
import static io.pitwheel.store.schema.Tables.TASK_ATTEMPTS;

import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.store.page.KeysetPages;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Row;
import io.pitwheel.store.session.Session;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskState;
import io.pitwheel.taskreport.ArtifactLink;
import io.pitwheel.taskreport.LinkQuery;
import io.pitwheel.taskreport.TaskQuery;
import io.pitwheel.taskreport.TaskView;
import io.pitwheel.taskreport.TaskViews;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * Tasks value by value, from a database: four queries, asked at one time, however many tasks, and
 * one more where some were tried again.
 */
public final class JdbcTaskViews implements TaskViews {
  private static final KeysetPages PAGES =
      new KeysetPages(TASKS, TASKS.TASK_ID, TaskFields.byName(), null);

  private final Database database;
  private final ViewStatements ofRun;
  private final ViewStatements ofTask;
  private final ViewStatements ofPage;
  private final String beginnings;

  public JdbcTaskViews(Database database) {
    this.database = database;
    this.ofRun = ViewStatements.ofRun(database);
    this.ofTask = ViewStatements.ofTasks(database, 1);
    this.ofPage = ViewStatements.ofTasks(database, PageRequest.MAX_SIZE);
    this.beginnings = database.render(beginnings());
  }

  @Override
  public List<TaskView> ofRun(String runId) {
    return database.readAtOnce(session -> {
      Map<String, ViewBuilder> builders = readValues(session, ofRun, runId);
      addChildren(session, ofRun, builders, runId);
      addAttempts(session, ofRun, builders, runId);
      return build(builders);
    });
  }

  @Override
  public Map<String, Instant> beginnings(String runId) {
    return database
        .readAtOnce(session ->
            session.query(beginnings, row -> Map.entry(row.text(), row.instant()), runId))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** A task that is tried again after its run was retried has attempts from before. */
  private static Select<?> beginnings() {
    return DSL.select(TASKS.TASK_ID, DSL.min(TASK_ATTEMPTS.STARTED_AT))
        .from(TASKS)
        .join(TASK_ATTEMPTS)
        .on(TASK_ATTEMPTS.TASK_ID.eq(TASKS.TASK_ID))
        .and(TASK_ATTEMPTS.STARTED_AT.ge(TASKS.CREATED_AT))
        .where(TASKS.RUN_ID.eq(DSL.param("run", TASKS.RUN_ID)))
        .groupBy(TASKS.TASK_ID);
  }

  @Override
  public Optional<TaskView> find(String taskId) {
    return database.readAtOnce(session -> find(session, taskId));
  }

  private Optional<TaskView> find(Session session, String taskId) throws SQLException {
    return read(session, ofTask, taskId).stream().findFirst();
  }

  @Override
  public Page<TaskView> list(TaskQuery query) {
    return database.read(session -> {
      Condition ofRun =
          TASKS.RUN_ID.eq(query.runId()).and(TASKS.STATE.ne(TaskState.UNSPECIFIED.name()));
      String parentId = query.parentId();
      Condition scope = parentId == null ? ofRun : ofRun.and(TASKS.PARENT_TASK_ID.eq(parentId));
      Page<String> page = PAGES.read(session, scope, query.page(), row -> row.get(TASKS.TASK_ID));
      return new Page<>(inOrder(session, page.rows()), page.nextAfter(), page.totalSize());
    });
  }

  private List<TaskView> inOrder(Session session, List<String> ids) throws SQLException {
    if (ids.isEmpty()) {
      return List.of();
    }
    var filled = new Object[PageRequest.MAX_SIZE];
    Arrays.setAll(filled, index -> ids.get(Math.min(index, ids.size() - 1)));
    return read(session, ofPage, filled).stream()
        .sorted(Comparator.comparingInt(view -> ids.indexOf(view.task().id())))
        .toList();
  }

  @Override
  public Optional<TaskView> findReusable(String namespace, String fingerprint) {
    return database.read(session -> {
      String taskId =
          session
              .sql()
              .select(CACHE_ENTRIES.TASK_ID)
              .from(CACHE_ENTRIES)
              .where(CACHE_ENTRIES.NAMESPACE.eq(namespace))
              .and(
                  CACHE_ENTRIES.ALGORITHM.in(
                      CacheFingerprint.REPORTED,
                      CacheFingerprint.MIGRATED,
                      CacheFingerprint.CURRENT))
              .and(CACHE_ENTRIES.FINGERPRINT.eq(fingerprint))
              .orderBy(CACHE_ENTRIES.CREATED_AT.desc(), CACHE_ENTRIES.TASK_ID.desc())
              .limit(1)
              .fetchOne(CACHE_ENTRIES.TASK_ID);
      return taskId == null ? Optional.<TaskView>empty() : find(session, taskId);
    });
  }

  @Override
  public Page<ArtifactLink> listLinks(LinkQuery query) {
    return database.readAtOnce(session -> LinkPages.list(session, query));
  }

  /** Tasks of one run, by their ids; asks all it wants at one time, but for attempts. */
  private static List<TaskView> read(Session session, ViewStatements statements, Object... ids)
      throws SQLException {
    Map<String, ViewBuilder> builders = readValues(session, statements, ids);
    var values = new Object[ids.length + 1];
    values[0] = ids[0];
    System.arraycopy(ids, 0, values, 1, ids.length);
    addChildren(session, statements, builders, values);
    addAttempts(session, statements, builders, ids);
    return build(builders);
  }

  private static void addChildren(
      Session session,
      ViewStatements statements,
      Map<String, ViewBuilder> builders,
      Object... values)
      throws SQLException {
    session.query(statements.children(), row -> addTo(builders, row, ViewBuilder::child), values);
  }

  /**
   * Known to be wanted only when the tasks have been read. That this is another moment does no
   * harm: an attempt that another followed changes no more, and {@link ViewBuilder#attempt} leaves
   * out what began since.
   */
  private static void addAttempts(
      Session session, ViewStatements statements, Map<String, ViewBuilder> builders, Object... ids)
      throws SQLException {
    if (builders.values().stream().anyMatch(ViewBuilder::hasEarlierAttempts)) {
      session.query(statements.attempts(), row -> addTo(builders, row, ViewBuilder::attempt), ids);
    }
  }

  private static List<TaskView> build(Map<String, ViewBuilder> builders) {
    return builders.values().stream().map(ViewBuilder::build).toList();
  }

  private static Map<String, ViewBuilder> readValues(
      Session session, ViewStatements statements, Object... ids) throws SQLException {
    Map<String, ViewBuilder> builders = new LinkedHashMap<>();
    session.queryLater(
        statements.tasks(),
        row -> {
          ViewBuilder builder = ViewBuilder.read(row);
          return builders.put(builder.id(), builder) == null;
        },
        ids);
    session.queryLater(
        statements.parameters(), row -> addTo(builders, row, ViewBuilder::parameter), ids);
    session.queryLater(
        statements.artifacts(), row -> addTo(builders, row, ViewBuilder::artifact), ids);
    return builders;
  }

  /** What a row adds to its task. */
  private interface Addition {
    void add(ViewBuilder builder, Row row) throws SQLException;
  }

  private static boolean addTo(Map<String, ViewBuilder> builders, Row row, Addition addition)
      throws SQLException {
    ViewBuilder builder = builders.get(row.text());
    if (builder != null) {
      addition.add(builder, row);
    }
    return builder != null;
  }
}
