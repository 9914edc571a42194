package io.pitwheel.launcher.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PipConfigurationTest {
  private static final String LISTING =
      """
      :env:.index-url='https://environment/simple'
      global.cert='/etc/ssl/mine.pem'
      global.extra-index-url='\\nhttps://one/simple\\nhttps://two/simple'
      global.index-url='https://file/simple'
      global.trusted-host="one two"
      install.find-links='/wheels /more'
      """;

  @Test
  void tellsUvWhatPipWouldUse() {
    assertThat(PipConfiguration.parse(LISTING).uvVariables(Map.of()))
        .containsEntry("UV_DEFAULT_INDEX", "https://environment/simple")
        .containsEntry("UV_INDEX", "https://one/simple https://two/simple")
        .containsEntry("UV_FIND_LINKS", "/wheels,/more")
        .containsEntry("UV_INSECURE_HOST", "one two")
        .containsEntry("SSL_CERT_FILE", "/etc/ssl/mine.pem");
  }

  @Test
  void leavesTheUsersOwnVariablesAlone() {
    assertThat(
            PipConfiguration.parse(LISTING)
                .uvVariables(Map.of("UV_INDEX_URL", "https://uv", "UV_FIND_LINKS", "/other")))
        .doesNotContainKeys("UV_DEFAULT_INDEX", "UV_FIND_LINKS", "UV_INDEX_URL");
  }

  @Test
  void understandsThatNoIndexIsToBeUsed() {
    assertThat(PipConfiguration.parse("global.no-index='true'").uvVariables(Map.of()))
        .containsEntry("UV_NO_INDEX", "1");
    assertThat(PipConfiguration.parse("").uvVariables(Map.of())).doesNotContainKey("UV_NO_INDEX");
  }
}
