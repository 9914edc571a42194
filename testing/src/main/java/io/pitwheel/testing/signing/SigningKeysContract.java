package io.pitwheel.testing.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.signing.KeyRenewal;
import io.pitwheel.signing.SigningKey;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.testing.store.StoreContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link io.pitwheel.signing.SigningKeys} does. */
public abstract class SigningKeysContract extends StoreContract {
  private static final Duration AGE = Duration.ofDays(30);
  private static final Duration KEPT = Duration.ofDays(1);
  private static final Instant NOW = RunFixture.START;

  @Test
  void makesOneKeyForAllWhoAsk() {
    List<SigningKey> first = renew(NOW, "aa");

    assertThat(first).containsExactly(new SigningKey(1, "aa", NOW));
    assertThat(renew(NOW.plusSeconds(1), "bb")).isEqualTo(first);
    assertThat(ports().signingKeys().renew("other", renewal(NOW, "cc")))
        .containsExactly(new SigningKey(1, "cc", NOW));
  }

  @Test
  void makesTheNextKeyWhenTheNewestIsOld() {
    List<SigningKey> first = renew(NOW, "aa");

    assertThat(renew(NOW.plus(AGE).minusMillis(1), "bb")).isEqualTo(first);
    assertThat(renew(NOW.plus(AGE), "bb"))
        .containsExactly(new SigningKey(2, "bb", NOW.plus(AGE)), first.getFirst());
  }

  @Test
  void keepsTheKeyBeforeUntilWhatItSignedHasRunOut() {
    renew(NOW, "aa");
    Instant renewedAt = NOW.plus(AGE);
    renew(renewedAt, "bb");

    assertThat(renew(renewedAt.plus(KEPT).minusMillis(1), "cc")).hasSize(2);
    assertThat(renew(renewedAt.plus(KEPT), "cc"))
        .extracting(SigningKey::secret)
        .containsExactly("bb");
    assertThat(renew(renewedAt.plus(AGE), "cc"))
        .extracting(SigningKey::secret)
        .containsExactly("cc", "bb");
  }

  @Test
  void makesOneKeyWhenManyAskAtOnce() {
    List<List<SigningKey>> answers =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(each -> renew(NOW, "%02x".formatted(each)))
            .toList();

    assertThat(answers).allMatch(answer -> answer.equals(answers.getFirst()));
    assertThat(answers.getFirst()).hasSize(1);
  }

  @Test
  void tellsNoSecretInItsText() {
    assertThat(new SigningKey(1, "0123abcd", NOW).toString()).doesNotContain("0123abcd");
    assertThat(renewal(NOW, "0123abcd").toString()).doesNotContain("0123abcd");
  }

  private List<SigningKey> renew(Instant now, String fresh) {
    return ports().signingKeys().renew("page-tokens", renewal(now, fresh));
  }

  private static KeyRenewal renewal(Instant now, String fresh) {
    return new KeyRenewal(now, AGE, KEPT, fresh);
  }
}
