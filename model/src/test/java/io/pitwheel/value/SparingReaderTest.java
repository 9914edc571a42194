package io.pitwheel.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonSpilled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparingReaderTest {
  @TempDir Path folder;

  @Test
  void writesALargeValueCompactlyAndHoldsTheRest() throws IOException {
    String large =
        "[{\"a\": [], \"b\": {}}, [1.0, null], \"\\u00e4\\n\"" + ", true".repeat(30_000) + "]";
    String compact = "[{\"a\":[],\"b\":{}},[1,null],\"ä\\n\"" + ",true".repeat(30_000) + "]";

    JsonValue read =
        reader()
            .readDocument(
                stream("{\"p\": {\"x\": %s, \"y\": [ 1 ]}}".formatted(large)), Set.of("p"));

    assertThat(JsonWriter.write(read)).contains("\"y\":[1]").hasSizeLessThan(1_000);
    assertThat(folder.resolve("x")).hasContent(compact);
  }

  @Test
  void refusesWhatIsNotOneValue() {
    for (String text : new String[] {"", "[1", "[1] 2", "{\"a\": 1, \"a\": 2}", "tru"}) {
      assertThatThrownBy(() -> reader().readValue(stream(text), "x"))
          .as(text)
          .isInstanceOf(PipelinesException.class)
          .hasMessageContaining("expected: one JSON value");
    }
  }

  @Test
  void readsMoreValuesThanCouldBeHeld() throws IOException {
    String many = "[" + "1,".repeat((int) JsonReader.MAX_TOKENS + 1) + "1]";

    assertThat(reader().readValue(stream(many), "x"))
        .isInstanceOfSatisfying(
            JsonSpilled.class, spilled -> assertThat(spilled.bytes()).isEqualTo(many.length()));
  }

  @Test
  void refusesMoreThanIsHeldBesideLargeValues() {
    String megabyte = "x".repeat(1024 * 1024);
    String text = "{\"kept\": [%s]}".formatted("\"%s\",".formatted(megabyte).repeat(32) + "\"y\"");

    assertThatThrownBy(() -> reader().readDocument(stream(text), Set.of("other")))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("more than 33554432 characters beside large parameters");
  }

  @Property
  void readsWhatIsSmallAsItIs(@ForAll("values") JsonValue value) throws IOException {
    assertThat(new SparingReader(new NoOverflow()).readValue(stream(JsonWriter.write(value)), "x"))
        .isEqualTo(value);
  }

  @Provide
  Arbitrary<JsonValue> values() {
    return JsonValues.any().filter(SparingReaderTest::isUnicode);
  }

  private static boolean isUnicode(JsonValue value) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(JsonWriter.write(value));
  }

  private static final class NoOverflow implements Overflow {
    @Override
    public OutputStream open(String name) {
      throw new AssertionError("a small value is spilled: " + name);
    }

    @Override
    public JsonSpilled keep(String name, Written written) {
      throw new AssertionError("a small value is spilled: " + name);
    }
  }

  private SparingReader reader() {
    return new SparingReader(
        new Overflow() {
          @Override
          public OutputStream open(String name) throws IOException {
            return Files.newOutputStream(folder.resolve(name));
          }

          @Override
          public JsonSpilled keep(String name, Written written) {
            assertThat(Files.exists(folder.resolve(name))).isTrue();
            return new JsonSpilled(written.form(), name, written.bytes(), written.digest());
          }
        });
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
