package io.pitwheel.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.store.session.SpilledText;
import io.pitwheel.store.session.SpilledText.Column;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpilledTextTest {
  private static final JsonSpilled SPILLED =
      new JsonSpilled(Form.LIST, "/store/x", 50_000_000, "abc");

  @Test
  void keepsReferencesAtAnyPlace() {
    assertKept(SPILLED, true);
    assertKept(JsonValue.listOf(List.of(SPILLED, JsonValue.of(1), SPILLED.asText())), true);
    assertKept(new JsonObject(Map.of("a", new JsonObject(Map.of("b", SPILLED)))), true);
  }

  @Test
  void doesNotTakeAUsersObjectForAReference() {
    JsonValue alike = JsonReader.read("{\"spilled\": {\"spilled\": {\"uri\": \"u\"}}}");

    assertKept(alike, false);
    assertKept(JsonValue.listOf(List.of(alike, SPILLED)), true);
    assertKept(new JsonObject(Map.of("spilled", SPILLED)), true);
    assertKept(
        JsonValue.listOf(List.of(JsonReader.read("{\"spilled\": [{\"a\": 1}]}"), SPILLED)), true);
  }

  private static void assertKept(JsonValue value, boolean isSpilled) {
    Column column = SpilledText.write(value);

    assertThat(column.isSpilled()).isEqualTo(isSpilled);
    assertThat(SpilledText.read(column.text(), column.isSpilled())).isEqualTo(value);
  }
}
