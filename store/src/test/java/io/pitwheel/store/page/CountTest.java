package io.pitwheel.store.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.page.RowPredicate;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import io.pitwheel.testing.store.RunFixture;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How far rows are counted. */
final class CountTest {
  private static final int ROWS = 10_001;

  @TempDir Path folder;

  @Test
  void countsRowsOfAFilterNoFurtherThanAnyoneReads() throws SQLException {
    try (Stores stores = SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC())) {
      fill();
      var filter = RowFilter.of(RowPredicate.equal("storage_state", "AVAILABLE"));

      var filtered = stores.experiments().list(RunFixture.NAMESPACE, PageRequest.firstOf(filter));
      var all = stores.experiments().list(RunFixture.NAMESPACE, PageRequest.first());

      assertThat(filtered.totalSize()).isEqualTo(10_000);
      assertThat(all.totalSize()).isEqualTo(ROWS);
    }
  }

  private void fill() throws SQLException {
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
                  .formatted(ROWS, RunFixture.NAMESPACE));
      assertThat(inserted).isEqualTo(ROWS);
    }
  }
}
