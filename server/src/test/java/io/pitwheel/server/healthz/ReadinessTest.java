package io.pitwheel.server.healthz;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.store.migration.DatabaseSchema;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadinessTest {
  private static final int NEWEST = 2;

  /** A schema whose version is what the test says. */
  private record TestSchema(IntSupplier version) implements DatabaseSchema {
    @Override
    public String place() {
      return "the test's database";
    }

    @Override
    public List<String> lackingAfter(int found) {
      return found < NEWEST ? List.of("step " + NEWEST) : List.of();
    }

    @Override
    public int check() {
      return version.getAsInt();
    }

    @Override
    public int migrate() {
      return NEWEST;
    }

    @Override
    public boolean finish() {
      return false;
    }
  }

  private static Readiness opened(IntSupplier version) {
    var readiness = new Readiness(new TestSchema(version));
    readiness.open();
    return readiness;
  }

  private static IntSupplier failing(ErrorCode code) {
    return () -> {
      throw new PipelinesException(code, "the test says so");
    };
  }

  @Test
  void isNotThereWhileTheServerStartsAndWhileItEnds() {
    var readiness = new Readiness(new TestSchema(() -> NEWEST));

    assertThat(readiness.obstacle()).hasValue("the server is starting");
    readiness.open();
    assertThat(readiness.obstacle()).isEmpty();
    readiness.close();
    assertThat(readiness.obstacle()).hasValue("the server is ending");
  }

  @Test
  void isNotThereWhenTheDatabaseLacksSteps() {
    assertThat(opened(() -> 1).obstacle())
        .hasValue("the database the test's database lacks [step 2]");
  }

  @Test
  void isNotThereWhenTheDatabaseIsAway() {
    assertThat(opened(failing(ErrorCode.UNAVAILABLE)).obstacle()).hasValue("the test says so");
  }

  @Test
  void isThereWhenANewerServerMigratedTheDatabase() {
    IntSupplier newer =
        () -> {
          throw new PipelinesException(
              ErrorCode.FAILED_PRECONDITION, "the test says so", DatabaseSchema.NEWER, null);
        };

    assertThat(opened(newer).obstacle()).isEmpty();
  }

  @Test
  void isNotThereWhenTheDatabaseIsBrokenOrRefusesTheLogin() {
    assertThat(opened(failing(ErrorCode.FAILED_PRECONDITION)).obstacle())
        .hasValue("the test says so");
    assertThat(opened(failing(ErrorCode.PERMISSION_DENIED)).obstacle())
        .hasValue("the test says so");
  }

  @Test
  void isNotThereWhenTheDatabaseDoesNotAnswerInTime() {
    var never = new CountDownLatch(1);

    var readiness =
        opened(() -> {
          try {
            never.await();
          } catch (InterruptedException exception) {
            Thread.currentThread().interrupt();
          }
          return NEWEST;
        });

    assertThat(readiness.obstacle())
        .hasValue("the database the test's database did not answer within 2 s");
    never.countDown();
  }

  @Test
  void looksOnceForAllWhoAskAtTheSameTimeAndAgainLater() {
    var looks = new AtomicInteger();
    var nanos = new AtomicLong();
    var look =
        new BoundedLook<>(
            looks::incrementAndGet,
            () -> -1,
            Duration.ofSeconds(30),
            Duration.ofNanos(10),
            nanos::get);

    assertThat(look.get()).isEqualTo(1);
    assertThat(look.get()).isEqualTo(1);
    nanos.set(11);
    assertThat(look.get()).isEqualTo(2);
  }

  @Test
  void saysTheOtherWordWhenALookFails() {
    var look =
        new BoundedLook<>(
            () -> {
              throw new IllegalStateException("the test says so");
            },
            () -> "another word",
            Duration.ofSeconds(30),
            Duration.ofSeconds(1));

    assertThat(look.get()).isEqualTo("another word");
  }
}
