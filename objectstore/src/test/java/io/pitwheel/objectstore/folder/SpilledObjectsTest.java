package io.pitwheel.objectstore.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.testing.value.LargeValuesContract;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.LargeValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpilledObjectsTest extends LargeValuesContract {
  private static final String LETTERS = "ä".repeat(70_000);

  @TempDir Path folder;

  @Override
  protected LargeValues large() {
    return new SpilledObjects(new FolderObjectStore(folder));
  }

  @Override
  protected String location(String name) {
    return folder.resolve("run").resolve(name).toString();
  }

  @Test
  void writesTheTextForm() {
    kept(JsonReader.read("[1, \"" + LETTERS + "\"]"));

    assertThat(folder.resolve("run/x")).hasContent("[1,\"" + LETTERS + "\"]");
  }

  @Test
  void saysThatAnObjectWasChanged() throws IOException {
    JsonSpilled spilled = (JsonSpilled) kept(JsonReader.read("[1, \"" + LETTERS + "\"]"));
    Files.writeString(folder.resolve("run/x"), "[1, 2, 3]");

    assertThatThrownBy(() -> large().load(spilled))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContainingAll(location("x"), "was changed");
    assertThatThrownBy(() -> large().loadStart(spilled, 4))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContainingAll(location("x"), "was changed");
  }

  @Test
  void keepsWhatIsUnwrittenToItself() throws IOException {
    JsonSpilled written = (JsonSpilled) kept(JsonReader.read("[1, \"" + LETTERS + "\"]"));
    LargeValues unwritten = SpilledObjects.unwritten(new FolderObjectStore(folder));
    JsonValue value = JsonReader.read("[2, \"" + LETTERS + "\"]");

    JsonSpilled foretold = (JsonSpilled) unwritten.keep(value, () -> location("y"));

    assertThat(folder.resolve("run/y")).doesNotExist();
    assertThat(unwritten.load(foretold)).isEqualTo(value);
    assertThat(unwritten.load(written)).isEqualTo(large().load(written));
    assertThat(foretold).isEqualTo(large().keep(value, () -> location("y")));
  }

  @Test
  void readsNoFurtherThanItIsAskedTo() throws IOException {
    JsonSpilled spilled = (JsonSpilled) kept(JsonReader.read("[1, 2, \"" + LETTERS + "\"]"));
    Files.writeString(folder.resolve("run/x"), "[1, 2, and nothing that could be read");

    assertThat(large().loadStart(spilled, 2))
        .isInstanceOfSatisfying(JsonList.class, list -> assertThat(list.values()).hasSize(2));
  }

  private JsonValue kept(JsonValue value) {
    return large().keep(value, () -> location("x"));
  }
}
