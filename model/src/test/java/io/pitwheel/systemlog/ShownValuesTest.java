package io.pitwheel.systemlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownValuesTest {
  private static final ShownValues OPEN = new ShownValues(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "DB_PASSWORD",
        "clientSecret",
        "api_key",
        "accessToken",
        "aws_credentials"
      })
  void masksWhatStandsUnderASecretName(String name) {
    assertThat(OPEN.named(name, JsonValue.of("hunter22"))).isEqualTo(JsonValue.of("***"));
    assertThat(shown("{\"outer\": [{\"" + name + "\": {\"a\": 1}}]}"))
        .isEqualTo("{\"outer\":[{\"" + name + "\":\"***\"}]}");
  }

  @Test
  void masksAKnownSecretInsideOtherTexts() {
    var shown = new ShownValues(List.of("hunter22", "hunter"));

    assertThat(shown.text("open hunter22, hunter")).isEqualTo("open ***, ***");
    assertThat(shown.named("url", JsonValue.of("db://u:hunter22@h")))
        .isEqualTo(JsonValue.of("db://u:***@h"));
  }

  @Test
  void masksAShortSecretOnlyWhereItStandsAlone() {
    var shown = new ShownValues(List.of("7"));

    assertThat(shown.text("7")).isEqualTo("***");
    assertThat(shown.text("17 of 70")).isEqualTo("17 of 70");
    assertThat(shown.named("n", JsonValue.of(7))).isEqualTo(JsonValue.of("***"));
  }

  @Test
  void learnsSecretsFromTheNamesOfParameters() {
    var shown =
        OPEN.withSecretsOf(
            Map.of("login", JsonReader.read("{\"user\": \"ann\", \"token\": [\"abcdef\"]}")));

    assertThat(shown.text("ann sent abcdef")).isEqualTo("ann sent ***");
  }

  @Test
  void cutsLongTextsListsAndObjects() {
    assertThat(OPEN.cut("x".repeat(300))).hasSizeLessThan(290).endsWith("… (300 characters)");
    assertThat(shown("[" + "1,".repeat(99) + "1]"))
        .contains("… (100 elements)")
        .hasSizeLessThan(60);
    assertThat(shown("[".repeat(50) + "]".repeat(50))).contains("…");
  }

  private static String shown(String json) {
    return JsonWriter.write(OPEN.named("value", JsonReader.read(json)));
  }
}
