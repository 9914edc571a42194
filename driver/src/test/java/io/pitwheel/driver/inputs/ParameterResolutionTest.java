package io.pitwheel.driver.inputs;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.specification.ParameterType.BOOLEAN;
import static io.pitwheel.specification.ParameterType.LIST;
import static io.pitwheel.specification.ParameterType.NUMBER_DOUBLE;
import static io.pitwheel.specification.ParameterType.NUMBER_INTEGER;
import static io.pitwheel.specification.ParameterType.STRING;
import static io.pitwheel.specification.ParameterType.STRUCT;
import static io.pitwheel.specification.ParameterType.TASK_CONFIG;
import static io.pitwheel.specification.ParameterType.TASK_FINAL_STATUS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.fixture.ComponentFixture;
import io.pitwheel.driver.fixture.TaskFixture;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.DagOutputs;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ParameterResolutionTest {
  private static final String PATH = "root.dag.tasks.train.inputs.parameters.";

  @Test
  void takesConstantsParentsAndOutputs() {
    var driving =
        driving(
                train()
                    .constant("a", "[1, {\"k\": null}]")
                    .parent("b", "n")
                    .output("c", "make", "o"),
                comp().input("a", LIST).input("b", NUMBER_DOUBLE).input("c", STRUCT))
            .task(task("make", "comp-make").build(), component("comp-make").container())
            .scope("n", "2.5")
            .succeeded("make", "o", "{\"x\": 1}");

    assertThat(driving.parameter("a")).isEqualTo(JsonReader.read("[1, {\"k\": null}]"));
    assertThat(driving.parameter("b")).isEqualTo(JsonValue.of(2.5));
    assertThat(driving.parameter("c")).isEqualTo(JsonReader.read("{\"x\": 1}"));
  }

  @Test
  void fillsConstantsFromTheTasksOwnInputsInDependencyOrder() {
    var driving =
        driving(
                train()
                    .text("a", "{{$.inputs.parameters['pipelinechannel--z']}}")
                    .text("b", "<{{$.inputs.parameters['a']}}>{{$.pipeline_task_uuid}}")
                    .parent("pipelinechannel--z", "z"),
                comp().input("a", NUMBER_INTEGER).input("b", STRING))
            .scope("z", "3.0");

    assertThat(driving.parameter("a")).isEqualTo(JsonValue.of(3));
    assertThat(driving.parameter("b")).isEqualTo(JsonValue.of("<3>task-1"));
    assertThat(driving.parameter("pipelinechannel--z")).isEqualTo(JsonValue.of(3));
  }

  @Test
  void fillsFactsAboutRunAndTask() {
    var driving =
        driving(
            train()
                .text(
                    "a",
                    "{{$.pipeline_job_name}}|{{$.pipeline_job_resource_name}}|"
                        + "{{$.pipeline_job_uuid}}|{{$.pipeline_task_name}}|{{$.pipeline_root}}|"
                        + "{{$.pipeline_job_create_time_utc}}|"
                        + "{{$.pipeline_job_schedule_time_utc}}|{{$.workspace_path}}"),
            comp().input("a", STRING));

    assertThat(driving.parameter("a"))
        .isEqualTo(
            JsonValue.of(
                "my run|resource-1|run-1|train|/data/pipe/run-1|2026-11-22T10:00:00Z"
                    + "|2026-11-22T09:00:00Z|/kfp-workspace"));
  }

  @Test
  void rejectsACycleOfConstants() {
    TaskFailure failure =
        driving(
                train()
                    .text("a", "{{$.inputs.parameters['b']}}")
                    .text("b", "x{{$.inputs.parameters['a']}}"),
                comp().input("a", STRING).input("b", STRING))
            .rejection();

    assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failure.message()).contains("it needs itself, by [a, b]");
    assertThat(failure.path()).isEqualTo(PATH + "a");
  }

  @Test
  void rejectsAPlaceholderOfAnInputTheTaskDoesNotHave() {
    TaskFailure failure =
        driving(train().text("a", "{{$.inputs.parameters['zz']}}"), comp().input("a", STRING))
            .rejection();

    assertThat(failure.message()).contains("zz").contains("expected: one of [a]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"3.0;3", "2.5;2.5", "true;true", "[1.0,\"a\"];[1,\"a\"]", "{\"k\":2};{\"k\":2}"})
  void convertsAnythingToText(String json, String text) {
    assertThat(driving(train().constant("a", json), comp().input("a", STRING)).parameter("a"))
        .isEqualTo(JsonValue.of(text));
  }

  @ParameterizedTest
  @EnumSource(
      value = ParameterType.class,
      names = {"NUMBER_INTEGER", "NUMBER_DOUBLE", "BOOLEAN", "LIST", "STRUCT"})
  void convertsNothingElse(ParameterType type) {
    TaskFailure failure = driving(train().text("a", "7"), comp().input("a", type)).rejection();

    assertThat(failure.message())
        .isEqualTo("giving the string \"7\" to the input a (expected: " + type + ")");
    assertThat(failure.path()).isEqualTo(PATH + "a");
  }

  @Test
  void takesABrokenNumberForAnIntegerAsKfpDoes() {
    assertThat(
            driving(train().constant("a", "1.5"), comp().input("a", NUMBER_INTEGER)).parameter("a"))
        .isEqualTo(JsonValue.of(1.5));
  }

  @Test
  void checksLiterals() {
    var declared = comp().literalInput("a", STRING, JsonValue.of("x"), JsonValue.of("y"));

    assertThat(driving(train().text("a", "x"), declared).parameter("a"))
        .isEqualTo(JsonValue.of("x"));
    assertThat(driving(train().text("a", "z"), declared).rejection().message())
        .isEqualTo("giving \"z\" to the input a (expected: one of [\"x\", \"y\"])");
  }

  @Test
  void putsDefaultsWhereNothingIsGiven() {
    var driving =
        driving(
                train().parent("null", "none").parent("absent", "absent").constant("c", "null"),
                comp()
                    .defaultInput("null", NUMBER_INTEGER, "1")
                    .defaultInput("absent", STRING, "\"d\"")
                    .defaultInput("c", BOOLEAN, "true")
                    .defaultInput("unwired", LIST, "[1]"))
            .scope("none", "null")
            .declaredScope("absent");

    assertThat(driving.parameter("null")).isEqualTo(JsonValue.of(1));
    assertThat(driving.parameter("absent")).isEqualTo(JsonValue.of("d"));
    assertThat(driving.parameter("c")).isEqualTo(JsonValue.of(true));
    assertThat(driving.parameter("unwired")).isEqualTo(JsonReader.read("[1]"));
  }

  @Test
  void leavesOptionalInputsWithoutValueOut() {
    var driving =
        driving(
                train().parent("null", "none").constant("pipelinechannel--x", "null"),
                comp()
                    .optionalInput("null", LIST)
                    .optionalInput("unwired", STRUCT)
                    .defaultInput("defaultNull", STRING, "null")
                    .input("config", TASK_CONFIG))
            .scope("none", "null");

    assertThat(driving.decide().inputs().parameters())
        .isEqualTo(Map.of("config", JsonReader.read("{}")));
    assertThat(driving.decide()).isInstanceOf(LaunchTask.class);
  }

  @Test
  void rejectsARequiredInputWithoutValueAndKeepsWhatWasResolved() {
    var driving =
        driving(
                train().constant("a", "1").parent("b", "none"),
                comp().input("a", NUMBER_INTEGER).input("b", STRING))
            .scope("none", "null");

    assertThat(driving.rejection().path()).isEqualTo(PATH + "b");
    assertThat(driving.rejection().message())
        .contains("input none of the enclosing component is null")
        .contains("a value of type STRING");
    assertThat(driving.decide().inputs().parameters()).containsOnlyKeys("a");
    assertThat(driving(train(), comp().input("a", STRING)).rejection().message())
        .contains("the task gives it nothing");
  }

  @Test
  void rejectsAReferenceThatNothingDeclares() {
    TaskFailure failure =
        driving(train().parent("a", "nowhere"), comp().input("a", STRING))
            .scope("n", "1")
            .rejection();

    assertThat(failure.message())
        .isEqualTo(
            "resolving the reference nowhere: nothing of that name is in scope"
                + " (expected: one of [n])");
    assertThat(failure.path()).isEqualTo(PATH + "a.componentInputParameter");
  }

  @Test
  void selectsPartsBeforeFittingTypes() {
    var selected =
        train()
            .parentSelected("a", "item", "parseJson(string_value)[\"k\"]")
            .parentSelected("b", "item", "struct_value.k + 1.0");

    assertThat(
            driving(selected, comp().input("a", STRING).input("b", NUMBER_DOUBLE))
                .scope("item", "{\"k\": 4}")
                .decide()
                .inputs()
                .parameters())
        .containsEntry("a", JsonValue.of("4"))
        .containsEntry("b", JsonValue.of(5));
    TaskFailure failure =
        driving(
                train().parentSelected("a", "item", "parseJson(string_value)[\"zz\"]"),
                comp().input("a", STRING))
            .scope("item", "{\"k\": 4}")
            .rejection();
    assertThat(failure.message()).contains("there is no key zz").contains("{\"k\":4}");
    assertThat(failure.path()).isEqualTo(PATH + "a.parameterExpressionSelector");
  }

  @Test
  void givesTheFinalStatusOfATask() {
    var body = task("body", "comp-body").build();
    var bodyComponent = component("comp-body").container();
    var exit = train().finalStatus("status", "body");
    var declared = comp().input("status", TASK_FINAL_STATUS);

    assertThat(
            driving(exit, declared)
                .task(body, bodyComponent)
                .failed("body", new TaskFailure(ErrorCode.UNKNOWN, "exit code 3", ""))
                .parameter("status"))
        .isEqualTo(
            JsonReader.read(
                """
                {"state": "FAILED", "pipelineTaskName": "body",
                 "pipelineJobResourceName": "resource-1",
                 "error": {"code": 2, "message": "exit code 3"}}
                """));
    assertThat(
            driving(exit, declared)
                .task(body, bodyComponent)
                .succeeded("body", "o", "1")
                .parameter("status"))
        .isEqualTo(
            JsonReader.read(
                """
                {"state": "SUCCEEDED", "pipelineTaskName": "body",
                 "pipelineJobResourceName": "resource-1", "error": {}}
                """));
  }

  @ParameterizedTest
  @EnumSource(
      value = SkipReason.class,
      names = {"NO_ITERATIONS", "NOTHING_RAN"})
  void givesAnEmptyListForALoopThatDidNothing(SkipReason reason) {
    assertThat(
            driving(train().output("a", "loop", "o"), comp().input("a", LIST))
                .task(loop("loop", "[]"), component("comp-loop").dag())
                .skipped("loop", reason)
                .parameter("a"))
        .isEqualTo(JsonReader.read("[]"));
  }

  @ParameterizedTest
  @EnumSource(
      value = TaskState.class,
      names = {"SUCCEEDED", "SKIPPED"})
  void givesAnEmptyListForAGraphThatPassesOnWhatAnEmptyLoopCollected(TaskState state) {
    var outputs = new DagOutputs(Map.of("all", List.of(new OutputSelector("loop", "o"))), Map.of());
    var graph = component("comp-graph").outputs(outputs).dag(loop("loop", "[]"));
    var driving =
        driving(train().output("a", "graph", "all"), comp().input("a", LIST))
            .task(task("graph", "comp-graph").build(), graph)
            .component(component("comp-loop").dag());

    if (state == TaskState.SKIPPED) {
      driving.skipped("graph", SkipReason.NOTHING_RAN);
    } else {
      driving.succeeded("graph", "other", "1");
    }

    assertThat(driving.parameter("a")).isEqualTo(JsonReader.read("[]"));
  }

  @Test
  void givesNothingForAGraphThatPassesOnAPlainOutputThatIsMissing() {
    var outputs = new DagOutputs(Map.of("one", List.of(new OutputSelector("leaf", "o"))), Map.of());
    var leaf = task("leaf", "comp-leaf").build();

    assertThat(
            driving(train().output("a", "graph", "one"), comp().input("a", LIST))
                .task(
                    task("graph", "comp-graph").build(),
                    component("comp-graph").outputs(outputs).dag(leaf))
                .component(component("comp-leaf").container())
                .succeeded("graph", "other", "1")
                .rejection()
                .message())
        .contains("task graph is SUCCEEDED and gave no output one");
  }

  @Test
  void givesNothingForAnOutputOfATaskThatWasSkippedOrFailed() {
    var make = task("make", "comp-make").build();
    var makeComponent = component("comp-make").dag();
    var consumer = train().output("a", "make", "o");

    assertThat(
            driving(consumer, comp().defaultInput("a", STRING, "\"d\""))
                .task(make, makeComponent)
                .skipped("make", SkipReason.NOTHING_RAN)
                .parameter("a"))
        .isEqualTo(JsonValue.of("d"));
    assertThat(
            driving(consumer, comp().optionalInput("a", STRING))
                .task(make, makeComponent)
                .failed("make", new TaskFailure(ErrorCode.UNKNOWN, "x", ""))
                .decide()
                .inputs())
        .isEqualTo(TaskValues.NONE);
    assertThat(
            driving(consumer, comp().input("a", STRING))
                .task(make, makeComponent)
                .skipped("make", SkipReason.NOTHING_RAN)
                .rejection()
                .message())
        .contains("task make is SKIPPED and gave no output o");
  }

  private static TaskSpecification loop(String key, String items) {
    return task(key, "comp-" + key).over(new RawItems("item", items)).build();
  }

  private static TaskFixture train() {
    return task("train", "comp-train");
  }

  private static ComponentFixture comp() {
    return component("comp-train");
  }
}
