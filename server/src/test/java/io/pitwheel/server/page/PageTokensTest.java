package io.pitwheel.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.recurringrun.SettableClock;
import io.pitwheel.server.signing.KeyRing;
import io.pitwheel.server.signing.Secrets;
import io.pitwheel.store.sqlite.SqliteStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a token counts. */
class PageTokensTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration AGE = Duration.ofDays(30);

  @TempDir Path folder;

  @Test
  void countUntilTheirTimeIsOverAfterTheNextKeyWasMade() {
    var clock = new SettableClock(NOW);
    try (var stores = SqliteStores.open(folder, Identifiers.random(), clock)) {
      var rules = new KeyRing.Rules("page-tokens", AGE, PageTokens.LIFETIME, Secrets::next);
      var tokens = new PageTokens(new KeyRing(stores.signingKeys(), rules, clock));
      var content = new PageTokens.Content("runs", "created_at desc", "", "1", "id");
      String token = tokens.sign(content);
      clock.set(NOW.plus(AGE));
      String ofNextKey = tokens.sign(content);

      clock.set(NOW.plus(AGE).plus(PageTokens.LIFETIME).minusSeconds(61));
      assertThat(tokens.verify(token)).isEqualTo(content);

      clock.set(NOW.plus(AGE).plus(PageTokens.LIFETIME));
      assertThat(tokens.verify(ofNextKey)).isEqualTo(content);
      assertThatThrownBy(() -> tokens.verify(token))
          .isInstanceOfSatisfying(
              PipelinesException.class,
              exception -> assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
          .hasMessageContaining("page_token")
          .hasMessageContaining("too old");
    }
  }
}
