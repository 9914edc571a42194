package io.pitwheel.store.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.session.Database;
import io.pitwheel.store.session.Pools;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A database that is away while its server ends. */
class AwayDatabaseTest {
  /** Each question costs the whole patience of a call. */
  private static final class AwayPool extends HikariDataSource {
    private int asked;

    @Override
    public Connection getConnection() throws SQLException {
      asked++;
      throw new SQLTransientConnectionException("nobody there");
    }
  }

  private final AwayPool pool = new AwayPool();

  private Database database() {
    pool.setMaximumPoolSize(1);
    return new Database(
        new PostgresqlDialect("away", ""), new Pools(pool, pool, Duration.ofSeconds(1)));
  }

  private static void refuse(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.UNAVAILABLE));
  }

  @Test
  void isWaitedForByEachCallWhileThereIsTime() {
    Database database = database();

    refuse(() -> database.read(_ -> true));
    refuse(() -> database.write(_ -> true));

    assertThat(pool.asked).isEqualTo(2);
  }

  @Test
  void isNotWaitedForAgainOnceTheServerEnds() {
    Database database = database();
    database.hurry();

    refuse(() -> database.write(_ -> true));
    refuse(() -> database.write(_ -> true));
    refuse(() -> database.read(_ -> true));

    assertThat(pool.asked).isEqualTo(1);
  }
}
