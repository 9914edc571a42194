package io.pitwheel.store.session;

import io.pitwheel.store.selection.SelectedRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * One connection in one transaction. Hot statements are texts rendered once by {@link
 * Database#render} and stay prepared here; everything else is said through {@link #sql}. Statements
 * whose outcome nobody waits for travel with the next that somebody waits for, where the database
 * takes several at once: each way there and back costs more than most statements. Not safe for
 * several threads.
 */
public final class Session {
  /** Texts beyond this many push out those unused longest. */
  private static final int MAX_PREPARED = 256;

  /** Statements that travel together; texts of more would hardly ever be the same again. */
  private static final int MAX_TOGETHER = 16;

  /** Rows that travel as statements of their own; more are one batch. */
  private static final int MAX_SINGLE = 3;

  private static final String SAVE = "savepoint piece";
  private static final String KEEP = "release savepoint piece";
  private static final String UNDO = "rollback to savepoint piece";

  private final Connection connection;
  private final Dialect dialect;
  private final DSLContext sql;
  private final Tally tally;
  private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>(64, 0.75f, true);
  private final List<Statement> waiting = new ArrayList<>();
  private boolean isSaved;

  Session(Connection connection, Dialect dialect, Tally tally) {
    this.connection = connection;
    this.tally = tally;
    this.dialect = dialect;
    this.sql = Database.statementsOn(new OrderedConnection(connection, this::send), dialect);
  }

  /** What is asked, and who takes what comes of it. */
  private record Statement(String text, List<@Nullable Object> values, Outcome outcome) {
    private static Statement of(String text, @Nullable Object[] values, Outcome outcome) {
      return new Statement(text, Arrays.asList(values), outcome);
    }
  }

  /** Takes what came of a statement, which is the current result. */
  private sealed interface Outcome {
    /** How many rows were changed. */
    @FunctionalInterface
    non-sealed interface Changed extends Outcome {
      void take(int rows);
    }

    /** What has to have changed one row, or nothing of the transaction may stay. */
    record ChangedOne(String text) implements Outcome {
      void take(int rows) {
        if (rows != 1) {
          throw new IllegalStateException(
              "%d rows were changed (expected: 1) by %s".formatted(rows, text));
        }
      }
    }

    /** What was found. */
    @FunctionalInterface
    non-sealed interface Found extends Outcome {
      void take(ResultSet result) throws SQLException;
    }
  }

  /** On a connection of the caller's, before there is a database to ask. */
  public static Session on(Connection connection, Dialect dialect) {
    return new Session(connection, dialect, new Tally());
  }

  /** For statements that are built as they are needed. */
  public DSLContext sql() {
    return sql;
  }

  /** Counts what is written. */
  public Tally tally() {
    return tally;
  }

  /** What the database can do. */
  public Dialect dialect() {
    return dialect;
  }

  /** Runs a rendered statement; answers how many rows it changed. */
  public int execute(String text, @Nullable Object... values) throws SQLException {
    var changed = new AtomicInteger();
    waiting.add(Statement.of(text, values, (Outcome.Changed) changed::set));
    send();
    return changed.get();
  }

  /**
   * Runs a rendered statement before whatever is asked next, at the latest before the commit. Its
   * failure is then told.
   */
  public void executeLater(String text, @Nullable Object... values) throws SQLException {
    later(text, values, (Outcome.Changed) _ -> {});
  }

  /** As {@link #executeLater}; how many rows were changed is told when it was sent. */
  public void tellLater(String text, IntConsumer changed, @Nullable Object... values)
      throws SQLException {
    later(text, values, (Outcome.Changed) changed::accept);
  }

  /** As {@link #executeLater}, for a statement that must change one row. */
  public void changeOneLater(String text, @Nullable Object... values) throws SQLException {
    later(text, values, new Outcome.ChangedOne(text));
  }

  /** Runs a rendered query as {@link #executeLater} does; its rows are read when it was sent. */
  public void queryLater(String text, RowReader<?> reader, @Nullable Object... values)
      throws SQLException {
    later(text, values, found(reader, new ArrayList<>()));
  }

  private void later(String text, @Nullable Object[] values, Outcome outcome) throws SQLException {
    waiting.add(Statement.of(text, values, outcome));
    if (!dialect.takesSeveral() || waiting.size() >= MAX_TOGETHER) {
      send();
    }
  }

  /**
   * Runs a rendered statement once for each row of values; few of them as {@link #executeLater}.
   */
  public void executeAll(String text, List<@Nullable Object[]> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    if (rows.size() <= MAX_SINGLE) {
      for (@Nullable Object[] values : rows) {
        executeLater(text, values);
      }
      return;
    }
    send();
    PreparedStatement statement = prepare(text);
    for (@Nullable Object[] values : rows) {
      bind(statement, 0, Arrays.asList(values));
      statement.addBatch();
    }
    statement.executeBatch();
  }

  /**
   * Runs an insert that {@link Database#renderUnlessThere} rendered; answers whether the row was
   * not there before.
   */
  public boolean insertUnlessThere(String text, @Nullable Object... values) throws SQLException {
    try {
      return execute(text, values) > 0;
    } catch (SQLException exception) {
      if (dialect.isDuplicate(exception)) {
        return false;
      }
      throw exception;
    }
  }

  /** As {@link #insertUnlessThere}, for whom it is all the same, as {@link #executeLater} does. */
  public void insertUnlessThereLater(String text, @Nullable Object... values) throws SQLException {
    insertUnlessThereLater(text, () -> {}, values);
  }

  /** As {@link #insertUnlessThere}; that the row was not there is told when it was sent. */
  public void insertUnlessThereLater(String text, Runnable inserted, @Nullable Object... values)
      throws SQLException {
    if (dialect.skipsDuplicates()) {
      tellLater(
          text,
          rows -> {
            if (rows > 0) {
              inserted.run();
            }
          },
          values);
    } else if (insertUnlessThere(text, values)) {
      inserted.run();
    }
  }

  /** Runs such an insert once for each row of values. */
  public void insertAllUnlessThere(String text, List<@Nullable Object[]> rows) throws SQLException {
    if (dialect.skipsDuplicates()) {
      executeAll(text, rows);
      return;
    }
    for (@Nullable Object[] values : rows) {
      insertUnlessThere(text, values);
    }
  }

  /** Runs a rendered query. */
  public <T> List<T> query(String text, RowReader<T> reader, @Nullable Object... values)
      throws SQLException {
    var rows = new ArrayList<T>();
    waiting.add(Statement.of(text, values, found(reader, rows)));
    send();
    return rows;
  }

  /** Runs a rendered query for records of the columns that it selects. */
  public List<Record> records(
      String text, List<? extends Field<?>> columns, @Nullable Object... values)
      throws SQLException {
    var records = new ArrayList<Record>();
    Field<?>[] fields = columns.toArray(Field<?>[]::new);
    waiting.add(
        Statement.of(
            text, values, (Outcome.Found) result -> records.addAll(sql.fetch(result, fields))));
    send();
    return records;
  }

  /** As {@link #records}, for lists that are read often. */
  public List<SelectedRow> rows(
      String text, List<? extends Field<?>> columns, @Nullable Object... values)
      throws SQLException {
    var rows = new ArrayList<SelectedRow>();
    waiting.add(
        Statement.of(
            text, values, (Outcome.Found) result -> rows.addAll(SelectedRow.all(result, columns))));
    send();
    return rows;
  }

  private static <T> Outcome.Found found(RowReader<T> reader, List<? super T> rows) {
    return result -> {
      var row = new Row(result);
      while (result.next()) {
        row.begin();
        rows.add(reader.read(row));
      }
    };
  }

  /** Begins what {@link #undo} takes back and {@link #keep} keeps. */
  void save() throws SQLException {
    isSaved = false;
    executeLater(SAVE);
  }

  /** Sends what waits, and has it stay. */
  void keep() throws SQLException {
    execute(KEEP);
  }

  /** Takes back everything since {@link #save}. */
  void undo() throws SQLException {
    waiting.clear();
    if (isSaved) {
      execute(UNDO);
    }
  }

  /** Commits. What waits goes the same way, unless what comes of it decides whether to commit. */
  public void commit() throws SQLException {
    if (waiting.stream().anyMatch(each -> each.outcome() instanceof Outcome.ChangedOne)) {
      send();
    }
    execute("commit");
  }

  /** Forgets what waits: the transaction is about to be rolled back. */
  void forgetWaiting() {
    waiting.clear();
  }

  /**
   * Lets the driver begin and end transactions: one begins with the first statement, on the same
   * way.
   *
   * @param isOpen false when it has ended
   */
  public void setTransaction(boolean isOpen) throws SQLException {
    connection.setAutoCommit(!isOpen);
  }

  /** Sends what waits and takes what comes of it. */
  public void send() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    List<Statement> sent = List.copyOf(waiting);
    waiting.clear();
    isSaved |= sent.stream().anyMatch(each -> each.text().equals(SAVE));
    if (sent.size() == 1) {
      sendAlone(sent.getFirst());
    } else {
      sendTogether(sent);
    }
  }

  private void sendAlone(Statement sent) throws SQLException {
    PreparedStatement statement = prepare(sent.text());
    bind(statement, 0, sent.values());
    take(sent.outcome(), statement::executeUpdate, statement::executeQuery);
  }

  private void sendTogether(List<Statement> sent) throws SQLException {
    PreparedStatement statement =
        prepare(sent.stream().map(Statement::text).collect(Collectors.joining("; ")));
    int bound = 0;
    for (Statement each : sent) {
      bind(statement, bound, each.values());
      bound += each.values().size();
    }
    statement.execute();
    for (int i = 0; i < sent.size(); i++) {
      if (i > 0) {
        statement.getMoreResults();
      }
      take(
          sent.get(i).outcome(),
          statement::getUpdateCount,
          () -> Objects.requireNonNull(statement.getResultSet()));
    }
  }

  /** Asks the driver for something, which may be what runs the statement. */
  @FunctionalInterface
  private interface Asked<T> {
    T get() throws SQLException;
  }

  private static void take(Outcome outcome, Asked<Integer> rows, Asked<ResultSet> found)
      throws SQLException {
    switch (outcome) {
      case Outcome.Changed changed -> changed.take(rows.get());
      case Outcome.ChangedOne changed -> changed.take(rows.get());
      case Outcome.Found taking -> {
        try (ResultSet result = found.get()) {
          taking.take(result);
        }
      }
    }
  }

  /**
   * @param bound how many values are bound already
   */
  private void bind(PreparedStatement statement, int bound, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setObject(bound + i + 1, dialect.storable(values.get(i)));
    }
  }

  private PreparedStatement prepare(String text) throws SQLException {
    PreparedStatement known = prepared.get(text);
    if (known != null) {
      return known;
    }
    if (prepared.size() >= MAX_PREPARED) {
      var eldest = prepared.entrySet().iterator();
      eldest.next().getValue().close();
      eldest.remove();
    }
    PreparedStatement fresh = connection.prepareStatement(text);
    prepared.put(text, fresh);
    return fresh;
  }
}
