package io.pitwheel.store.page;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.store.Stores;
import io.pitwheel.store.selection.Abundance;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.testing.store.RunFixture;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far rows are counted. */
final class CountTest {
  private static final int ROWS = 10_001;

  private static final KeysetPages PAGES =
      new KeysetPages(
          EXPERIMENTS,
          EXPERIMENTS.EXPERIMENT_ID,
          Map.of(
              "created_at",
              new TimeField(EXPERIMENTS.CREATED_AT),
              "storage_state",
              NameSetField.ofStorage(EXPERIMENTS.IS_ARCHIVED)),
          null);

  @TempDir Path folder;

  @Test
  void countsRowsOfAFilterNoFurtherThanAnyoneReads() throws SQLException {
    try (Stores stores = SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC())) {
      fill(ROWS);
      var filter = RowFilter.of(RowPredicate.equal("storage_state", "AVAILABLE"));

      var filtered = stores.experiments().list(RunFixture.NAMESPACE, PageRequest.firstOf(filter));
      var all = stores.experiments().list(RunFixture.NAMESPACE, PageRequest.first());

      assertThat(filtered.totalSize()).isEqualTo(10_000);
      assertThat(all.totalSize()).isEqualTo(ROWS);
    }
  }

  /** A number far beyond the bound is believed for a moment, but for a first page that is all. */
  @Test
  void countsFarMoreRowsNotAgainAtOnce() throws SQLException {
    try (Stores stores = SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC())) {
      fill(20_001);
      var abundance = new Abundance(() -> 0);

      assertThat(available(stores, abundance)).isEqualTo(10_000);
      execute("delete from experiments where created_at > 5000");
      assertThat(available(stores, abundance)).isEqualTo(10_000);
      assertThat(available(stores, new Abundance(() -> 0))).isEqualTo(5_000);
      execute("delete from experiments where created_at > 3");
      assertThat(available(stores, abundance)).isEqualTo(3);
    }
  }

  @Test
  void believesNothingOnceAnExperimentIsArchivedWithItsRuns() {
    try (Stores stores = SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC())) {
      var experiment =
          new Experiment("birds", "birds", "", "", false, Instant.EPOCH, Instant.EPOCH);
      stores.experiments().create(experiment);
      stores.database().abundance().found("many");

      stores.experiments().archive("birds");

      assertThat(stores.database().abundance().is("many")).isFalse();
    }
  }

  /** As many as a list says that are not archived. */
  private static long available(Stores stores, Abundance abundance) {
    var filter = RowFilter.of(RowPredicate.equal("storage_state", "AVAILABLE"));
    return stores
        .database()
        .read(session -> {
          AskedPage page = PAGES.ask(session, DSL.noCondition(), PageRequest.firstOf(filter));
          page.countLater(abundance);
          return page.read(row -> row.get(EXPERIMENTS.EXPERIMENT_ID)).totalSize();
        });
  }

  private void execute(String statement) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("pitwheel.sqlite"));
        var asked = connection.createStatement()) {
      asked.executeUpdate(statement);
    }
  }

  private void fill(int rows) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("pitwheel.sqlite"));
        var statement = connection.createStatement()) {
      int inserted =
          statement.executeUpdate(
              """
              insert into experiments (experiment_id, namespace, display_name, description,
                is_archived, run_count, created_at, last_run_created_at)
              with recursive numbers (i) as (select 1 union all select i + 1 from numbers where i < %d)
              select 'e' || i, '%s', 'name ' || i, '', 0, 0, i, 0 from numbers
              """
                  .formatted(rows, RunFixture.NAMESPACE));
      assertThat(inserted).isEqualTo(rows);
    }
  }
}
