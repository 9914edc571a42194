package io.pitwheel.driver.iteration;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.IterationItems;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.specification.TaskIterator;
import io.pitwheel.specification.TaskIterator.ArtifactItems;
import io.pitwheel.specification.TaskIterator.ParameterItems;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopItemsTest {
  private static final ParameterItems INPUT = new ParameterItems("item", "list");

  @Test
  void readsWrittenItems() {
    assertThat(items(loop(new RawItems("item", "[1, \"a\", {\"k\": [true]}]"), "null")))
        .containsExactly(JsonValue.of(1), JsonValue.of("a"), JsonReader.read("{\"k\": [true]}"));
    assertThat(items(loop(new RawItems("item", "[]"), "null"))).isEmpty();
  }

  @Test
  void readsAListOrATextThatHoldsOne() {
    assertThat(items(loop(INPUT, "[1, 2]"))).containsExactly(JsonValue.of(1), JsonValue.of(2));
    assertThat(items(loop(INPUT, "\"[1, 2]\""))).containsExactly(JsonValue.of(1), JsonValue.of(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"{}\"", "\"not json\"", "{\"a\": 1}", "5", "true"})
  void rejectsAnythingElseWithItsValue(String json) {
    var failure = loop(INPUT, json).rejection();

    assertThat(failure.message())
        .contains("iterating over " + JsonWriter.text(JsonReader.read(json)))
        .contains("a text that holds a JSON list");
    assertThat(failure.path())
        .isEqualTo("root.dag.tasks.loop.parameterIterator.items.inputParameter");
  }

  @Test
  void rejectsAnInputWithoutValue() {
    assertThat(loop(INPUT, "null").rejection().message()).contains("it has no value");
  }

  @Test
  void rejectsMoreItemsThanAnyoneMeans() {
    String many = "[" + "1,".repeat(100_000) + "1]";

    assertThat(loop(INPUT, many).rejection().message())
        .isEqualTo("iterating over 100001 items (expected: at most 100000)");
  }

  @Test
  void takesTheArtifactsOfAnInput() {
    var first = DrivingFixture.artifact("first", "system.Model", "{}");
    var second = DrivingFixture.artifact("second", "system.Model", "{}");

    assertThat(artifactLoop().succeeded("loop-before", "models", first, second).decide())
        .isInstanceOfSatisfying(
            IterateTask.class,
            iterate ->
                assertThat(iterate.items())
                    .isEqualTo(new IterationItems.OfArtifacts(List.of(first, second))));
  }

  @Test
  void rejectsALoopOverArtifactsThatAreNotGiven() {
    var failure = loop(new ArtifactItems("item", "models"), "null").rejection();

    assertThat(failure.message()).contains("models").contains("a list of artifacts");
    assertThat(failure.path())
        .isEqualTo("root.dag.tasks.loop.artifactIterator.items.inputArtifact");
  }

  private static DrivingFixture artifactLoop() {
    return driving(
        task("loop", "comp-loop")
            .outputArtifact("models", "loop-before", "models")
            .over(new ArtifactItems("item", "models"))
            .build(),
        component("comp-loop").inputArtifact("models", true, false).dag());
  }

  private static DrivingFixture loop(TaskIterator iterator, String json) {
    return driving(
            task("loop", "comp-loop").parent("list", "given").over(iterator).build(),
            component("comp-loop").dag())
        .scope("given", json);
  }

  private static List<JsonValue> items(DrivingFixture driving) {
    return ((IterationItems.OfParameters) ((IterateTask) driving.decide()).items()).items();
  }
}
