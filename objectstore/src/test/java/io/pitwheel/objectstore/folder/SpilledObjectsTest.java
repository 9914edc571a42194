package io.pitwheel.objectstore.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpilledObjectsTest {
  private static final String LETTERS = "ä".repeat(70_000);

  @TempDir Path folder;
  private LargeValues large;

  @BeforeEach
  void open() {
    large = new SpilledObjects(new FolderObjectStore(folder));
  }

  @ParameterizedTest
  @CsvSource({"TEXT, '', ''", "LIST, [, ']'", "OBJECT, '{\"a\":', }"})
  void keepsALargeValueAndBringsItBack(Form form, String before, String after) {
    JsonValue value = JsonReader.read(before + "\"" + LETTERS + "\"" + after);

    JsonSpilled spilled = (JsonSpilled) kept(value);

    String text = form == Form.TEXT ? LETTERS : before + "\"" + LETTERS + "\"" + after;
    assertThat(spilled)
        .isEqualTo(
            new JsonSpilled(form, location(), text.length() + 70_000L, TextDigest.sha256(text)));
    assertThat(folder.resolve("run/x")).hasContent(text);
    assertThat(large.load(spilled)).isEqualTo(value);
    assertThat(large.whole(JsonValue.listOf(List.of(spilled))))
        .isEqualTo(JsonValue.listOf(List.of(value)));
  }

  @Test
  void leavesWhatFitsIntoOneArgument() {
    JsonValue longest = JsonValue.of("a".repeat(LargeValues.MAX_INLINE_BYTES));

    assertThat(kept(longest)).isSameAs(longest);
    assertThat(kept(JsonValue.of("a".repeat(LargeValues.MAX_INLINE_BYTES + 1))))
        .isInstanceOf(JsonSpilled.class);
    assertThat(kept(JsonValue.of(1))).isEqualTo(JsonValue.of(1));
  }

  @Test
  void saysThatAnObjectIsGoneOrWasChanged() throws IOException {
    JsonSpilled spilled = (JsonSpilled) kept(JsonValue.of(LETTERS));
    Files.writeString(folder.resolve("run/x"), "b");

    assertThatThrownBy(() -> large.load(spilled))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContainingAll(location(), "was changed");
    Files.delete(folder.resolve("run/x"));
    assertThatThrownBy(() -> large.load(spilled))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContainingAll(location(), "no file stands");
  }

  private JsonValue kept(JsonValue value) {
    return large.keep(value, this::location);
  }

  private String location() {
    return folder.resolve("run/x").toString();
  }
}
