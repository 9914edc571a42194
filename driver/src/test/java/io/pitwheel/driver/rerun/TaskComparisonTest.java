package io.pitwheel.driver.rerun;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.EarlierOutcome.Reusable;
import io.pitwheel.driver.EarlierOutcome.RunAgain;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.value.MemoryLargeValues;
import io.pitwheel.value.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskComparisonTest {
  private static final String LETTERS = "a".repeat(200_000);

  private final MemoryLargeValues large = new MemoryLargeValues();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesALargeParameterForTheSameWhereverItIsKept(boolean imports) {
    Component component = taking(imports);
    Reusable earlier = earlier(component, large.spill(JsonValue.of(LETTERS), "/run-0/x"));

    assertThat(List.of(JsonValue.of(LETTERS), large.spill(JsonValue.of(LETTERS), "/run-1/x")))
        .allSatisfy(now ->
            assertThat(TaskComparison.check(component, given(now), earlier)).isEqualTo(earlier));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void tellsLargeParametersApart(boolean imports) {
    Component component = taking(imports);
    Reusable earlier = earlier(component, large.spill(JsonValue.of(LETTERS), "/run-0/x"));

    assertThat(TaskComparison.check(component, given(JsonValue.of(LETTERS + "b")), earlier))
        .isInstanceOfSatisfying(
            RunAgain.class, again -> assertThat(again.reason()).contains("differs", "run-0"));
  }

  @Test
  void tellsAnImporterFromACommand() {
    Reusable earlier = earlier(taking(true), JsonValue.of("a"));

    assertThat(TaskComparison.check(taking(false), given(JsonValue.of("a")), earlier))
        .isEqualTo(new RunAgain("it is of another kind than in run run-0", false));
  }

  private static Component taking(boolean imports) {
    var fixture = component("comp").input("x", ParameterType.STRING);
    return imports ? fixture.importer("{}", false, false) : fixture.container();
  }

  private static Reusable earlier(Component component, JsonValue given) {
    TaskGraph graph =
        TaskGraph.of(
            RanPipeline.pipeline(component("root").dag(task("one", "comp").build()), component));
    return new Reusable(
        new CachedTask("run-0", "task-0", TaskValues.NONE),
        graph.find(new ScopePath(List.of("one"))).orElseThrow(),
        given(given));
  }

  private static TaskValues given(JsonValue value) {
    return new TaskValues(Map.of("x", value), Map.of());
  }
}
