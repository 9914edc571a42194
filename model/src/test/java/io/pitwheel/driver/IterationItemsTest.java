package io.pitwheel.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.IterationItems.OfArtifacts;
import io.pitwheel.driver.IterationItems.OfParameters;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.LargeValues;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IterationItemsTest {
  private static final TaskValues OTHERS =
      new TaskValues(Map.of("epochs", JsonValue.of(3)), Map.of("data", List.of(artifact("data"))));

  private static final LargeValues NONE =
      new LargeValues() {
        @Override
        public JsonValue load(JsonSpilled spilled) {
          throw new AssertionError("nothing is spilled here");
        }

        @Override
        public JsonValue loadStart(JsonSpilled spilled, int limit) {
          throw new AssertionError("nothing is spilled here");
        }

        @Override
        public JsonValue keep(JsonValue value, Supplier<String> location) {
          throw new AssertionError("nothing is spilled here");
        }
      };

  @Test
  void bindsValuesBesideTheOtherInputs() {
    var items = new OfParameters(List.of(JsonValue.of("a"), JsonValue.of("b")));

    TaskValues second = items.bindOne(OTHERS, "item", 1);

    assertThat(items.count()).isEqualTo(2);
    assertThat(second.parameters())
        .isEqualTo(Map.of("epochs", JsonValue.of(3), "item", JsonValue.of("b")));
    assertThat(second.artifacts()).isEqualTo(OTHERS.artifacts());
    assertThat(IterationItems.recorded(items.bindAll(OTHERS, "item"), "item", NONE))
        .isEqualTo(items);
  }

  @Test
  void bindsArtifactsBesideTheOtherInputs() {
    var items = new OfArtifacts(List.of(artifact("a"), artifact("b")));

    TaskValues first = items.bindOne(OTHERS, "item", 0);

    assertThat(items.count()).isEqualTo(2);
    assertThat(first.artifacts())
        .isEqualTo(Map.of("data", List.of(artifact("data")), "item", List.of(artifact("a"))));
    assertThat(first.parameters()).isEqualTo(OTHERS.parameters());
    assertThat(IterationItems.recorded(items.bindAll(OTHERS, "item"), "item", NONE))
        .isEqualTo(items);
  }

  @Test
  void missesItemsThatWereNotRecorded() {
    assertThatThrownBy(() -> IterationItems.recorded(OTHERS, "item", NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("item");
  }

  private static Artifact artifact(String name) {
    return new Artifact(name, name, "/" + name, "system.Model", "0.0.1", JsonObject.EMPTY);
  }
}
