package io.pitwheel.driver.rerun;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.driver.rerun.RanPipeline.pipeline;
import static io.pitwheel.specification.ParameterType.LIST;
import static io.pitwheel.specification.ParameterType.NUMBER_INTEGER;
import static io.pitwheel.specification.ParameterType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.driver.fixture.ComponentFixture;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.DagOutputs;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskIterator.ParameterItems;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RerunPlannerTest {
  private static final Map<String, JsonValue> GIVEN =
      Map.of("n", JsonValue.of(3), "items", JsonReader.read("[1, 2]"));

  /** Loads, prepares in a graph, trains in a loop and reports. */
  private static PipelineSpecification version(
      ComponentFixture load, ComponentFixture clean, String condition) {
    return pipeline(
        component("root")
            .input("n", NUMBER_INTEGER)
            .input("items", LIST)
            .dag(
                task("load", "comp-load").parent("n", "n").build(),
                task("prepare", "comp-prepare")
                    .outputArtifact("data", "load", "data")
                    .parent("n", "n")
                    .when(condition)
                    .build(),
                task("loop", "comp-loop")
                    .output("cleaned", "prepare", "text")
                    .parent("items", "items")
                    .over(new ParameterItems("item", "items"))
                    .build(),
                task("alone", "comp-alone").cacheKey("key").build()),
        load.container(),
        component("comp-prepare")
            .inputArtifact("data", false, false)
            .input("n", NUMBER_INTEGER)
            .output("text", STRING)
            .outputs(
                new DagOutputs(
                    Map.of("text", List.of(new OutputSelector("clean", "text"))), Map.of()))
            .dag(task("clean", "comp-clean").parentArtifact("data", "data").build()),
        clean.container(),
        component("comp-loop")
            .input("cleaned", STRING)
            .input("items", LIST)
            .input("item", NUMBER_INTEGER)
            .dag(
                task("train", "comp-train")
                    .parent("cleaned", "cleaned")
                    .parent("item", "item")
                    .build(),
                task("score", "comp-score").output("model", "train", "name").build()),
        component("comp-train")
            .input("cleaned", STRING)
            .input("item", NUMBER_INTEGER)
            .output("name", STRING)
            .container(),
        component("comp-score").input("model", STRING).container(),
        component("comp-alone").container());
  }

  private static PipelineSpecification version() {
    return version(load(), clean(), "");
  }

  private static ComponentFixture load() {
    return component("comp-load").input("n", NUMBER_INTEGER).outputArtifact("data");
  }

  private static ComponentFixture clean() {
    return component("comp-clean").inputArtifact("data", false, false).output("text", STRING);
  }

  private static Map<String, PlannedTask> planOf(PipelineSpecification now, String from) {
    return RanPipeline.run(version(), GIVEN).plan(now, GIVEN, from);
  }

  private static List<String> with(Verdict verdict, Map<String, PlannedTask> plan) {
    return plan.entrySet().stream()
        .filter(task -> task.getValue().verdict() == verdict)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String reason(Map<String, PlannedTask> plan, String label) {
    PlannedTask task = plan.get(label);
    return task == null ? "not planned" : task.reason();
  }

  @Test
  void reusesWhatDoesNotDependOnTheTask() {
    var plan = planOf(version(), "prepare/clean");

    assertThat(with(Verdict.REUSED, plan)).containsExactly("alone", "load");
    assertThat(with(Verdict.AGAIN, plan))
        .containsExactly("loop/score", "loop/train", "prepare/clean");
    assertThat(reason(plan, "prepare/clean")).isEqualTo("the run starts again from prepare/clean");
    assertThat(reason(plan, "loop/train")).isEqualTo("prepare runs again, and loop depends on it");
  }

  @Test
  void repeatsOneIterationOfALoop() {
    var plan = planOf(version(), "loop/train[1]");

    assertThat(with(Verdict.AGAIN, plan)).containsExactly("loop/score[1]", "loop/train[1]");
    assertThat(with(Verdict.REUSED, plan))
        .containsExactly("alone", "load", "loop/score[0]", "loop/train[0]", "prepare/clean");
    assertThat(with(Verdict.AGAIN, planOf(version(), "loop[0]")))
        .containsExactly("loop/score[0]", "loop/train[0]");
  }

  @Test
  void runsNewItemsOfALoopOnly() {
    Map<String, JsonValue> longer =
        Map.of("n", JsonValue.of(3), "items", JsonReader.read("[1, 2, 5]"));

    var plan = RanPipeline.run(version(), GIVEN).plan(version(), longer, "alone");

    assertThat(with(Verdict.AGAIN, plan)).containsExactly("alone", "loop/train[2]");
    assertThat(reason(plan, "loop/train[2]")).isEqualTo("run run-0 has no such task");
    assertThat(with(Verdict.OPEN, plan)).containsExactly("loop/score[2]");
  }

  @Test
  void saysWhichInputChangedAndLeavesOpenWhatDependsOnIt() {
    Map<String, JsonValue> other = Map.of("n", JsonValue.of(4), "items", JsonReader.read("[1, 2]"));

    var plan = RanPipeline.run(version(), GIVEN).plan(version(), other, "alone");

    assertThat(reason(plan, "load"))
        .isEqualTo("input parameter n differs: 4 now, 3 then in run run-0");
    assertThat(with(Verdict.OPEN, plan))
        .containsExactly("loop/score", "loop/train", "prepare/clean");
    assertThat(reason(plan, "prepare/clean"))
        .isEqualTo("depends on what load gives, which runs again");
  }

  @Test
  void runsTasksWhoseDefinitionChanged() {
    var newImage = planOf(version(load(), clean().image("other:2"), ""), "alone");
    var newResources =
        planOf(
            version(load().resources(new ContainerResources("2", "", "", "", "", "")), clean(), ""),
            "alone");

    assertThat(reason(newImage, "prepare/clean"))
        .isEqualTo("the image differs: \"other:2\" now, \"python:3.11\" then in run run-0");
    assertThat(with(Verdict.REUSED, newImage)).containsExactly("load");
    assertThat(reason(newResources, "load"))
        .isEqualTo("its resources differ from those in run run-0");
  }

  @Test
  void reusesOnlyWhatSucceededAndIsThere() {
    var ran = RanPipeline.run(version(), GIVEN).failed("alone").without("/load");

    var plan = ran.plan(version(), GIVEN, "loop/score");

    assertThat(reason(plan, "alone")).isEqualTo("it failed in run run-0");
    assertThat(reason(plan, "load"))
        .isEqualTo("of what it made in run run-0, artifact /load is gone");
  }

  @Test
  void leavesOpenWhatAConditionOnNewOutputsDecides() {
    String condition = "inputs.parameter_values['n'] == 3";
    var plan =
        RanPipeline.run(version(load(), clean(), condition), GIVEN)
            .plan(version(load(), clean(), condition), GIVEN, "load");

    assertThat(with(Verdict.AGAIN, plan)).containsExactly("load");
    assertThat(with(Verdict.OPEN, plan))
        .containsExactly("loop/score", "loop/train", "prepare/clean");
    assertThat(reason(plan, "prepare/clean"))
        .isEqualTo(
            "load runs again, and prepare depends on it; a condition decides then whether it runs");
  }

  @Test
  void skipsWhatTheConditionExcludesNow() {
    var plan = planOf(version(load(), clean(), "int(inputs.parameter_values['n']) == 4"), "alone");

    assertThat(with(Verdict.SKIPPED, plan)).containsExactly("loop", "prepare");
    assertThat(reason(plan, "loop")).isEqualTo("UPSTREAM_SKIPPED");
  }

  @Test
  void tellsOfTasksThatCannotRun() {
    var plan = planOf(version(load(), clean(), "inputs.parameter_values['n'] > 'x'"), "alone");

    assertThat(with(Verdict.REJECTED, plan)).containsExactly("prepare");
    assertThat(with(Verdict.SKIPPED, plan)).containsExactly("loop");
  }

  @Test
  void refusesATaskThatIsNotThere() {
    assertThatThrownBy(() -> planOf(version(), "prepare/claen"))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("no task prepare/claen (expected: one of prepare, prepare/clean")
        .hasMessageStartingWith("finding the task to start again from");
    assertThatThrownBy(() -> planOf(version(), "loop/train[0,1]"))
        .hasMessageContaining("loop/train[0,1] has 2 indices (expected: at most 1");
    for (String text : List.of("", "/", "a//b", "a[", "a[x]", "a[1]b", "a[99999999999]")) {
      assertThatThrownBy(() -> planOf(version(), text))
          .isInstanceOf(PipelinesException.class)
          .hasMessageContaining("expected: keys joined by slashes");
    }
  }
}
