package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonWriterTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "null, ``",
        "true, true",
        "3.0, 3",
        "1e21, 1000000000000000000000",
        "\"a b\", a b",
        "`[1.0, \"a\", null]`, `[1,\"a\",null]`",
        "{\"a\": 2.50}, {\"a\":2.5}"
      })
  void givesTheFormOfAValueInsideAText(String json, String text) {
    assertThat(JsonWriter.text(JsonReader.read(json))).isEqualTo(text);
  }

  @Test
  void escapesWhatJsonCannotHold() {
    assertThat(JsonWriter.write(JsonValue.of("\"\\\n\r\t\u0001/<é😀")))
        .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0001/<é😀\"");
  }

  @Test
  void ordersCanonicalKeysByTheirBytes() {
    // U+1F600 comes after U+FF01 in bytes and before it in 16-bit units.
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("😀", JsonValue.of(1));
    members.put("！", JsonValue.of(2));
    members.put("a", new JsonObject(Map.of()));

    assertThat(JsonWriter.canonical(new JsonObject(members)))
        .isEqualTo("{\"a\":{},\"！\":2,\"😀\":1}");
  }

  @Test
  void describesValuesForMessages() {
    assertThat(JsonValue.of("ten").description()).isEqualTo("\"ten\" (a string)");
    assertThat(JsonValue.ofNull().description()).isEqualTo("null");
    assertThat(JsonReader.read("{}").description()).isEqualTo("{} (an object)");
    assertThat(JsonValue.of("x".repeat(500)).description()).hasSizeLessThan(130).contains("…");
  }
}
