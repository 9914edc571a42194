package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written can be read, and equal values have one canonical text. */
class JsonRoundTripTest {
  @Property
  void readsWhatItWrote(@ForAll("values") JsonValue value) {
    assertThat(JsonReader.read(JsonWriter.write(value))).isEqualTo(value);
  }

  @Property
  void readsCanonicalFormAsTheSameValue(@ForAll("values") JsonValue value) {
    assertThat(JsonReader.read(JsonWriter.canonical(value))).isEqualTo(value);
  }

  @Property
  void writesOneCanonicalFormWhateverTheOrderOfKeys(@ForAll("values") JsonValue value) {
    assertThat(JsonWriter.canonical(turnedRound(value))).isEqualTo(JsonWriter.canonical(value));
  }

  @Property
  void writesNoSpaceBetweenTokens(@ForAll("values") JsonValue value) {
    String outsideTexts = JsonWriter.write(value).replaceAll("\"(?:\\\\.|[^\"\\\\])*\"", "");

    assertThat(outsideTexts).doesNotContainAnyWhitespaces();
  }

  @Provide
  Arbitrary<JsonValue> values() {
    return JsonValues.any();
  }

  private static JsonValue turnedRound(JsonValue value) {
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    var entries = new ArrayList<>(object.members().entrySet());
    Collections.reverse(entries);
    var members = new LinkedHashMap<String, JsonValue>();
    entries.forEach(entry -> members.put(entry.getKey(), turnedRound(entry.getValue())));
    return new JsonObject(members);
  }
}
