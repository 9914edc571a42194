package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

final class YamlWriterTest {
  @Test
  void keepsTheOrderAndQuotesWhatWouldBeReadAsAnotherKind() {
    JsonObject value =
        new JsonMembers()
            .put("name", "0")
            .put("when", "{{tasks.t1d.outputs.result}}==1")
            .put("inject", "false")
            .put("limit", JsonValue.of(3))
            .put("factor", JsonValue.of(1.5))
            .put("tasks", List.of(JsonMembers.of("name", "t1")))
            .put("empty", JsonObject.EMPTY)
            .build();

    assertThat(YamlWriter.write(value))
        .isEqualTo(
            """
            name: '0'
            when: '{{tasks.t1d.outputs.result}}==1'
            inject: 'false'
            limit: 3
            factor: 1.5
            tasks:
            - name: t1
            empty: {}
            """);
  }

  @Test
  void writesLinesThatReadersOfAllDialectsReadAlike() {
    JsonObject value =
        new JsonMembers()
            .put("image", "python:3.11")
            .put("tag", "1e3")
            .put("other", "0o17")
            .put("run", "5d2a52b9-0d39")
            .put("empty", JsonObject.EMPTY)
            .build();

    assertThat(YamlWriter.writeLines(JsonMembers.of("all", value)))
        .isEqualTo(
            "all: {image: 'python:3.11',tag: '1e3',other: '0o17',run: 5d2a52b9-0d39,empty: {}}");
  }

  @Property
  void isReadBackFromLines(@ForAll("values") JsonValue first, @ForAll("values") JsonValue second) {
    JsonObject both = new JsonMembers().put("first", first).put("second", second).build();

    String lines = YamlWriter.writeLines(both);

    assertThat(lines.lines()).hasSize(2);
    assertThat(new Yaml().<Object>load(lines)).isEqualTo(plain(both));
  }

  @Property
  void isReadBackAsItWas(@ForAll("values") JsonValue value) {
    assertThat(new Yaml().<Object>load(YamlWriter.write(value))).isEqualTo(plain(value));
  }

  @Provide
  Arbitrary<JsonValue> values() {
    Arbitrary<JsonValue> leaves =
        Arbitraries.oneOf(
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(30).map(JsonValue::of),
            Arbitraries.strings()
                .withChars(":-{}[]'\"#, \n0123456789.e")
                .ofMaxLength(8)
                .map(JsonValue::of),
            Arbitraries.of(true, false).map(JsonValue::of),
            Arbitraries.integers().map(number -> JsonValue.of(number.doubleValue())));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(JsonValue::listOf),
                Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5), inner)
                    .ofMaxSize(3)
                    .map(JsonObject::new)),
        0,
        3);
  }

  private static Object plain(JsonValue value) {
    return switch (value) {
      case JsonValue.JsonText(String text) -> text;
      case JsonValue.JsonBoolean(boolean flag) -> flag;
      case JsonValue.JsonNumber number -> (int) number.value();
      case JsonList list -> list.values().stream().map(YamlWriterTest::plain).toList();
      case JsonObject object ->
          object.members().entrySet().stream()
              .collect(
                  java.util.stream.Collectors.toMap(
                      Map.Entry::getKey, entry -> plain(entry.getValue())));
      case JsonValue.JsonNull _, JsonValue.JsonSpilled _ ->
          throw new IllegalArgumentException("not generated");
    };
  }
}
