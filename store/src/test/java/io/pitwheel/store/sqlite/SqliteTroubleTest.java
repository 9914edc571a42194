package io.pitwheel.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.experiment.Experiment;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.page.PageRequest;
import io.pitwheel.store.Stores;
import io.pitwheel.store.failure.DriverTrouble;
import io.pitwheel.testing.store.RunFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a caller sees when the file does not do what it should. */
final class SqliteTroubleTest {
  private static final SqliteSettings IMPATIENT = new SqliteSettings(2, Duration.ofMillis(300));

  @TempDir Path folder;

  @Test
  void answersUnavailableWithThePathWhileAnotherProcessHoldsTheLock() throws Exception {
    try (Stores stores = open();
        var other = DriverManager.getConnection("jdbc:sqlite:" + file());
        var statement = other.createStatement()) {
      statement.execute("begin immediate");

      assertTrouble(ErrorCode.UNAVAILABLE, () -> stores.experiments().create(experiment("one")));
      assertThat(stores.experiments().find("one")).isEmpty();

      statement.execute("rollback");
      stores.experiments().create(experiment("one"));
    }
  }

  @Test
  void answersResourceExhaustedWithThePathWhenTheDiskIsFullAndRecovers() {
    try (Stores stores = open()) {
      stores.experiments().create(experiment("before"));
      execute(stores, "pragma max_page_count = 1");

      assertTrouble(
          ErrorCode.RESOURCE_EXHAUSTED,
          () -> {
            for (int i = 0; i < 1000; i++) {
              stores.experiments().create(experiment("filling " + i));
            }
          });

      execute(stores, "pragma max_page_count = 1000000");
      stores.experiments().create(experiment("after"));
      assertThat(stores.experiments().find("before")).isPresent();
    }
  }

  @Test
  void answersUnavailableWithThePathWhenTheFileMayOnlyBeRead() {
    try (Stores stores = open()) {
      execute(stores, "pragma query_only = on");

      assertTrouble(ErrorCode.UNAVAILABLE, () -> stores.experiments().create(experiment("one")));
      assertThat(stores.experiments().list(RunFixture.NAMESPACE, PageRequest.first()).rows())
          .isEmpty();
    }
  }

  @Test
  void answersUnavailableWithThePathWhenTheFileCannotBeOpened() throws Exception {
    Files.createDirectory(file());

    assertTrouble(ErrorCode.UNAVAILABLE, this::open);
  }

  @Test
  void answersUnavailableWithThePathWhenTheFolderCannotBeMade() throws Exception {
    Path noFolder = Files.writeString(folder.resolve("file"), "in the way");

    assertThatThrownBy(() ->
            SqliteStores.open(
                noFolder.resolve("database"), Identifiers.random(), Clock.systemUTC()))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> assertThat(exception.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining(noFolder.toString());
  }

  @Test
  void refusesAFileThatIsNoDatabaseAndLeavesItAlone() throws Exception {
    String text = "this is a letter, not a database. ".repeat(50);
    Files.writeString(file(), text);

    assertTrouble(ErrorCode.UNAVAILABLE, this::open);

    assertThat(file()).content().isEqualTo(text);
  }

  @Test
  void writesAndReadsOnAThreadThatWasInterrupted() {
    try (Stores stores = open()) {
      Thread.currentThread().interrupt();
      stores.experiments().create(experiment("one"));
      boolean isFound = stores.experiments().find("one").isPresent();

      assertThat(Thread.interrupted()).isTrue();
      assertThat(isFound).isTrue();
    }
  }

  @Test
  void keepsWhatWorkedWhenOthersOfTheSameGroupFail() throws Exception {
    int threads = 24;
    try (Stores stores = open();
        var executor = Executors.newFixedThreadPool(threads)) {
      stores.experiments().create(experiment("taken"));
      var start = new CountDownLatch(1);
      var creations = new ArrayList<Callable<Boolean>>();
      for (int thread = 0; thread < threads; thread++) {
        String id = thread % 2 == 0 ? "free " + thread : "taken";
        creations.add(() -> {
          start.await();
          try {
            stores.experiments().create(experiment(id));
            return true;
          } catch (PipelinesException exception) {
            assertThat(exception.code()).isEqualTo(ErrorCode.ALREADY_EXISTS);
            return false;
          }
        });
      }
      var futures = creations.stream().map(executor::submit).toList();
      start.countDown();

      int created = 0;
      for (var future : futures) {
        created += future.get() ? 1 : 0;
      }

      assertThat(created).isEqualTo(threads / 2);
      assertThat(stores.experiments().list(RunFixture.NAMESPACE, PageRequest.first()).totalSize())
          .isEqualTo(threads / 2 + 1);
    }
  }

  private void assertTrouble(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            PipelinesException.class, exception -> assertThat(exception.code()).isEqualTo(code))
        .hasMessageNotContaining("[SQLITE_")
        .satisfies(thrown ->
            assertThat(thrown)
                .rootCause()
                .isInstanceOfSatisfying(
                    DriverTrouble.class, told -> assertThat(told.chain()).contains("SQLITE")))
        .hasMessageContaining(file().toString());
  }

  private Stores open() {
    return SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC(), IMPATIENT);
  }

  private static void execute(Stores stores, String pragma) {
    // Pragmas hold for the connection, and there is one that writes.
    stores.database().write(session -> session.sql().execute(pragma));
  }

  private Path file() {
    return folder.resolve(SqliteStores.FILE_NAME);
  }

  private static Experiment experiment(String name) {
    return new Experiment(
        name,
        name,
        "x".repeat(5_000),
        RunFixture.NAMESPACE,
        false,
        RunFixture.START,
        Instant.EPOCH);
  }
}
