package io.pitwheel.store.network;

import static io.pitwheel.store.schema.Tables.EXPERIMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.store.Stores;
import io.pitwheel.store.failure.DriverTrouble;
import io.pitwheel.store.migration.DatabaseContent;
import io.pitwheel.store.migration.KeptDatabase;
import io.pitwheel.store.migration.Migration;
import io.pitwheel.store.migration.Migrator;
import io.pitwheel.testing.database.DatabaseServer;
import io.pitwheel.testing.database.TestDatabase;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What holds for every database behind a network, besides what its stores do. */
public abstract class NetworkDatabaseContract {
  /** The common pool of a small machine has one thread. */
  private static final Executor THREADS = Thread::startVirtualThread;

  protected abstract DatabaseServer server();

  protected abstract NetworkStores at(DatabaseAccess access, Migrator migrator);

  @Test
  void letsOneOfSeveralServersMigrateAndTheOthersWait() {
    TestDatabase database = server().create();
    var starts = new ArrayList<CompletableFuture<Stores>>();
    for (int i = 0; i < 4; i++) {
      starts.add(CompletableFuture.supplyAsync(() -> open(database), THREADS));
    }

    starts.forEach(start -> start.join().close());

    assertThat(server().execute(database, "select count(*) from schema_migrations"))
        .isEqualTo(String.valueOf(Migration.shipped().size()));
  }

  @Test
  void saysWhatADatabaseLacksWithoutTouchingIt() {
    TestDatabase database = server().create();
    NetworkStores stores = stores(database, Migration.shipped());

    assertThat(stores.check()).isZero();
    assertThat(stores.lackingAfter(0)).hasSameSizeAs(Migration.shipped());
    assertThat(stores.check()).isZero();
    assertThat(stores.migrate()).isZero();
    assertThat(stores.check()).isEqualTo(Migration.shipped().getLast().version());
    assertThat(stores.finish()).isFalse();
  }

  @Test
  void migratesADatabaseOfEveryVersionBeforeWithEveryField() throws SQLException {
    for (int version : KeptDatabase.versions()) {
      TestDatabase database = server().create();
      KeptDatabase.liveUpTo(
          version,
          steps -> stores(database, steps).migrate(),
          rows -> server().execute(database, rows));
      DatabaseContent before = DatabaseContent.of(database);
      before.assertFilled();

      try (Stores stores = open(database)) {
        before.assertKeptIn(DatabaseContent.of(database));
        KeptDatabase.assertWhole(stores);
      }
    }
  }

  @Test
  void refusesADatabaseOfKubeflowPipelines() {
    assertRefused("create table run_details (id int)", "Kubeflow Pipelines", "run_details");
  }

  @Test
  void refusesADatabaseOfMetadata() {
    assertRefused(
        "create table MLMDEnv (schema_version int)",
        "ML Metadata",
        "database.url",
        "pitwheel migrate --check");
  }

  @Test
  void refusesADatabaseOfSomebodyElse() {
    assertRefused("create table letters (id int)", "letters", "empty database");
  }

  @Test
  void refusesADatabaseOfANewerVersion() {
    TestDatabase database = server().create();
    open(database).close();
    server()
        .execute(
            database,
            "insert into schema_migrations (version, digest, applied_at) values (9000, 'x', 1)");

    assertTrouble(ErrorCode.FAILED_PRECONDITION, () -> open(database), "version 9000", "at most");
  }

  @Test
  void refusesADatabaseThatIsHalfRestored() {
    TestDatabase database = server().create();
    open(database).close();
    server().execute(database, "drop table events");

    assertTrouble(ErrorCode.FAILED_PRECONDITION, () -> open(database), "events", "back-up");
  }

  @Test
  void refusesAScriptThatChangedAfterItWasApplied() {
    TestDatabase database = server().create();
    stores(database, List.of(new Migration(1, "V0001__one.sql", "create table one (id integer)")))
        .migrate();

    assertTrouble(
        ErrorCode.FAILED_PRECONDITION,
        () ->
            stores(
                    database,
                    List.of(new Migration(1, "V0001__one.sql", "create table two (id integer)")))
                .migrate(),
        "V0001__one.sql");
  }

  @Test
  void waitsForADatabaseThatIsRestarted() {
    try (Stores stores = open(server().create())) {
      stores.experiments().create(experiment("before"));
      server().crash();
      var writing =
          CompletableFuture.runAsync(
              () -> stores.experiments().create(experiment("during")), THREADS);
      var reading =
          CompletableFuture.supplyAsync(
              () -> stores.experiments().find("before").isPresent(), THREADS);

      server().startAgain();

      assertThat(reading.join()).isTrue();
      writing.join();
      assertThat(stores.experiments().find("during")).isPresent();
    }
  }

  @Test
  void answersUnavailableWhileTheDatabaseStaysAway() {
    TestDatabase database = server().create();
    open(database).close();
    DatabaseAccess impatient =
        new DatabaseAccess(
            database.url(), database.user(), database.password(), 4, Duration.ofMillis(300));
    try (Stores stores =
        at(impatient, new Migrator(Migration.shipped(), Clock.systemUTC()))
            .open(Identifiers.random())) {
      server().stop();
      try {
        assertTrouble(
            ErrorCode.UNAVAILABLE,
            () -> stores.experiments().create(experiment("one")),
            "database");
        assertTrouble(ErrorCode.UNAVAILABLE, () -> stores.experiments().find("one"), "database");
      } finally {
        server().startAgain();
      }
      awaitBack(stores);
      stores.experiments().create(experiment("two"));

      assertThat(stores.experiments().list(RunFixture.NAMESPACE, PageRequest.first()).rows())
          .extracting(Experiment::id)
          .containsExactly("two");
    }
  }

  @Test
  void answersUnavailableWhileTheDatabaseStandsStillAndLosesNothing() {
    TestDatabase database = server().create();
    DatabaseAccess impatient =
        new DatabaseAccess(
            database.url(), database.user(), database.password(), 4, Duration.ofMillis(500));
    try (Stores stores =
        at(impatient, new Migrator(Migration.shipped(), Clock.systemUTC()))
            .open(Identifiers.random())) {
      stores.experiments().create(experiment("before"));
      server().freeze();
      try {
        assertUnavailableInTime(impatient, () -> stores.experiments().create(experiment("during")));
        assertUnavailableInTime(impatient, () -> stores.experiments().find("before"));
      } finally {
        server().thaw();
      }
      awaitBack(stores);
      stores.experiments().create(experiment("after"));

      assertThat(stores.experiments().list(RunFixture.NAMESPACE, PageRequest.first()).rows())
          .extracting(Experiment::id)
          .contains("before", "after")
          .doesNotHaveDuplicates()
          .isSubsetOf("before", "during", "after");
    }
  }

  /** One connection at a time is given up, and then there is none in time. */
  private static void assertUnavailableInTime(DatabaseAccess access, ThrowingCallable action) {
    long begin = System.nanoTime();
    assertTrouble(ErrorCode.UNAVAILABLE, action, "database");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isLessThan(access.silence().multipliedBy(2).plus(access.patience().multipliedBy(4)));
  }

  /** Each try waits for a connection; the pool does not try all the time. */
  private static void awaitBack(Stores stores) {
    for (int attempt = 1; attempt <= 100; attempt++) {
      try {
        stores.database().write(_ -> true);
        stores.database().read(_ -> true);
        return;
      } catch (PipelinesException exception) {
        assertThat(exception.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      }
    }
  }

  @Test
  void doesAgainWhatADeadlockUndid() {
    TestDatabase database = server().create();
    try (Stores one = open(database);
        Stores other = open(database)) {
      one.experiments().create(experiment("left"));
      one.experiments().create(experiment("right"));
      var bothHoldOne = new CountDownLatch(2);
      var first =
          CompletableFuture.runAsync(() -> append(one, bothHoldOne, "left", "right"), THREADS);
      var second =
          CompletableFuture.runAsync(() -> append(other, bothHoldOne, "right", "left"), THREADS);

      CompletableFuture.allOf(first, second).join();

      assertThat(one.experiments().find("left").orElseThrow().description()).isEqualTo("xx");
      assertThat(one.experiments().find("right").orElseThrow().description()).isEqualTo("xx");
    }
  }

  private static void append(
      Stores stores, CountDownLatch bothHoldOne, String first, String second) {
    stores
        .database()
        .write(session -> {
          for (String id : List.of(first, second)) {
            session
                .sql()
                .update(EXPERIMENTS)
                .set(EXPERIMENTS.DESCRIPTION, EXPERIMENTS.DESCRIPTION.concat("x"))
                .where(EXPERIMENTS.EXPERIMENT_ID.eq(id))
                .execute();
            bothHoldOne.countDown();
            awaitQuietly(bothHoldOne);
          }
          return true;
        });
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void comparesTextsByTheirBytes() {
    try (Stores stores = open(server().create())) {
      for (String name : List.of("b", "a", "a ", "A", "\u00e4", "\ud83d\udc27")) {
        stores.experiments().create(experiment(name));
      }

      assertThat(
              stores
                  .experiments()
                  .list(
                      RunFixture.NAMESPACE,
                      new PageRequest(10, null, "display_name", false, RowFilter.NONE))
                  .rows())
          .extracting(Experiment::displayName)
          .containsExactly("A", "a", "a ", "b", "\u00e4", "\ud83d\udc27");
    }
  }

  @Test
  void refusesTextsThatAreTooLongAndCutsNone() {
    try (Stores stores = open(server().create())) {
      assertTrouble(
          ErrorCode.INVALID_ARGUMENT,
          () -> stores.experiments().create(experiment("x".repeat(36), "n".repeat(129))),
          "database");

      assertThat(stores.experiments().find("x".repeat(36))).isEmpty();
    }
  }

  @Test
  void keepsLongDocumentsWhole() {
    String text = "\ud83d\udc27".repeat(200_000);
    var document = new JsonObject(Map.of("text", JsonValue.of(text)));
    try (Stores stores = open(server().create())) {
      var specification =
          new StoredSpecification("s".repeat(64), document, JsonObject.EMPTY, List.of("root"));

      stores.specifications().keep(specification, RunFixture.START);

      assertThat(stores.specifications().find("s".repeat(64))).contains(specification);
    }
  }

  @Test
  void refusesAWrongPasswordAndTellsNone() {
    TestDatabase database = server().create();
    DatabaseAccess wrong =
        DatabaseAccess.of(database.url(), database.user(), "not the secret word", 4);
    NetworkStores stores = at(wrong, new Migrator(Migration.shipped(), Clock.systemUTC()));

    assertThatThrownBy(stores::check)
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION))
        .satisfies(NetworkDatabaseContract::assertInOurWords)
        .satisfies(thrown ->
            assertThat(thrown)
                .cause()
                .isInstanceOfSatisfying(
                    DriverTrouble.class,
                    told -> assertThat(told.chain()).contains("user ***").doesNotContain("secret")))
        .hasMessageContaining("does not let this server in")
        .hasMessageNotContaining("secret word");
    assertThat(wrong.toString()).doesNotContain("secret word");
  }

  private void assertRefused(String statement, String... words) {
    TestDatabase database = server().create();
    server().execute(database, statement);

    assertTrouble(ErrorCode.FAILED_PRECONDITION, () -> open(database), words);

    assertThat(
            server()
                .execute(
                    database,
                    "select count(*) from information_schema.tables where table_schema = '"
                        + database.name()
                        + "'"))
        .isEqualTo("1");
  }

  protected static void assertTrouble(ErrorCode code, ThrowingCallable action, String... words) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code))
        .satisfies(NetworkDatabaseContract::assertInOurWords)
        .message()
        .contains(words);
  }

  /** What a driver said stands below, and nowhere in the message. */
  private static void assertInOurWords(Throwable thrown) {
    Throwable below = thrown;
    while (below != null && !(below instanceof DriverTrouble)) {
      below = below.getCause();
    }
    if (below instanceof DriverTrouble trouble) {
      assertThat(thrown).message().doesNotContain(trouble.told());
    }
    assertThat(thrown).message().doesNotContain("jdbc:");
  }

  protected final Stores open(TestDatabase database) {
    return stores(database, Migration.shipped()).open(Identifiers.random());
  }

  protected final NetworkStores stores(TestDatabase database, List<Migration> migrations) {
    return at(NetworkPorts.access(database), new Migrator(migrations, Clock.systemUTC()));
  }

  private static Experiment experiment(String name) {
    return experiment(name, name);
  }

  private static Experiment experiment(String id, String name) {
    return new Experiment(
        id, name, "", RunFixture.NAMESPACE, false, RunFixture.START, Instant.EPOCH);
  }
}
