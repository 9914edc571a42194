package io.pitwheel.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.engine.local.CachePolicy;
import io.pitwheel.failure.PipelinesException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheSettingsTest {
  @Test
  void cachesUnlessEitherNameSaysOtherwise() {
    assertThat(CacheSettings.read(Map.of())).isEqualTo(new CachePolicy(true, true));
    assertThat(CacheSettings.read(Map.of("PITWHEEL_CACHE_ENABLED", "false")).isEnabled()).isFalse();
    assertThat(CacheSettings.read(Map.of("CACHEENABLED", "False")).isEnabled()).isFalse();
    assertThat(CacheSettings.read(Map.of("CACHEENABLED", "true")).isEnabled()).isTrue();
    assertThat(
            CacheSettings.read(Map.of("CACHEENABLED", "false", "PITWHEEL_CACHE_ENABLED", "false"))
                .isEnabled())
        .isFalse();
    assertThat(CacheSettings.read(Map.of("PITWHEEL_CACHE_MIGRATED_ENTRIES", "false")))
        .isEqualTo(new CachePolicy(true, false));
  }

  @Test
  void refusesNamesThatContradictEachOtherAndOtherValues() {
    assertThatThrownBy(() ->
            CacheSettings.read(Map.of("CACHEENABLED", "true", "PITWHEEL_CACHE_ENABLED", "false")))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("PITWHEEL_CACHE_ENABLED is false and CACHEENABLED is true");
    assertThatThrownBy(() -> CacheSettings.read(Map.of("CACHEENABLED", "0")))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("CACHEENABLED: 0 (expected: true or false)");
  }
}
