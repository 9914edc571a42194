package io.pitwheel.server.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.recurringrun.SettableClock;
import io.pitwheel.store.Stores;
import io.pitwheel.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rings of two servers on one database. */
final class KeyRingTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration AGE = Duration.ofDays(30);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final byte[] PAYLOAD = "where a page ended".getBytes(UTF_8);

  @TempDir Path folder;
  private final SettableClock clock = new SettableClock(NOW);
  private Stores stores;
  private KeyRing one;
  private KeyRing two;

  @BeforeEach
  void open() {
    stores = SqliteStores.open(folder, Identifiers.random(), clock);
    one = ring();
    two = ring();
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void verifiesWhatAnotherServerSigned() {
    byte[] signature = one.sign(one.generation(), PAYLOAD).orElseThrow();

    assertThat(two.verifies(one.generation(), PAYLOAD, signature)).isTrue();
    assertThat(two.verifies(one.generation(), "another".getBytes(UTF_8), signature)).isFalse();
    assertThat(two.verifies(one.generation() + 1, PAYLOAD, signature)).isFalse();
  }

  @Test
  void verifiesWithAKeyThatAnotherServerMadeAMomentAgo() {
    assertThat(two.generation()).isEqualTo(1);
    clock.set(NOW.plus(AGE).minusSeconds(2));
    assertThat(two.generation()).isEqualTo(1);
    clock.set(NOW.plus(AGE));
    byte[] signature = one.sign(one.generation(), PAYLOAD).orElseThrow();

    assertThat(one.generation()).isEqualTo(2);
    assertThat(two.verifies(2, PAYLOAD, signature)).isTrue();
  }

  @Test
  void forgetsAKeyWhenWhatItSignedHasRunOut() {
    byte[] signature = one.sign(one.generation(), PAYLOAD).orElseThrow();
    clock.set(NOW.plus(AGE));
    assertThat(one.generation()).isEqualTo(2);

    clock.set(NOW.plus(AGE).plus(KEPT).minusSeconds(61));
    assertThat(two.verifies(1, PAYLOAD, signature)).isTrue();
    clock.set(NOW.plus(AGE).plus(KEPT));
    assertThat(two.verifies(1, PAYLOAD, signature)).isFalse();
  }

  @Test
  void goesOnWithItsKeysWhileTheDatabaseIsAway() {
    byte[] signature = one.sign(one.generation(), PAYLOAD).orElseThrow();
    stores.close();
    clock.set(NOW.plusSeconds(600));

    assertThat(one.verifies(1, PAYLOAD, signature)).isTrue();
  }

  private KeyRing ring() {
    return new KeyRing(
        stores.signingKeys(), new KeyRing.Rules("page-tokens", AGE, KEPT, Secrets::next), clock);
  }
}
