package io.pitwheel.objectstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.objectstore.OutputPresence;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPresenceTest {
  @TempDir Path folder;

  private Optional<String> lost() {
    var spilled = new JsonSpilled(Form.TEXT, folder.resolve("large").toString(), 5, "digest");
    return OutputPresence.in(new FolderObjectStore(folder))
        .findLost(new TaskValues(Map.of("list", JsonValue.listOf(List.of(spilled))), Map.of()));
  }

  @Test
  void asksForTheWholeLengthOfALargeValue() throws IOException {
    Path object = folder.resolve("large");

    assertThat(lost()).hasValue("large value %s is gone".formatted(object));
    Files.writeString(object, "four");
    assertThat(lost())
        .hasValue("large value %s was changed: it has 4 bytes, not 5".formatted(object));
    Files.writeString(object, "fives");
    assertThat(lost()).isEmpty();
  }
}
