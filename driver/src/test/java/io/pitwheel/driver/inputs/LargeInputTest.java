package io.pitwheel.driver.inputs;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.IterationItems;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.driver.fixture.TaskFixture;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.TaskIterator.ParameterItems;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A spilled value is loaded by whoever looks into it, and by nobody else. */
class LargeInputTest {
  @Test
  void passesAValueOnWithoutLookingIntoIt() {
    DrivingFixture driving =
        given(task("train", "comp").parent("x", "large"), ParameterType.LIST, "[1, 2]");

    assertThat(driving.parameter("x")).isInstanceOf(JsonSpilled.class);
    assertThat(driving.large().loads()).isZero();
  }

  @Test
  void passesAListOnAsTheTextThatItIs() {
    DrivingFixture driving =
        given(task("train", "comp").parent("x", "large"), ParameterType.STRING, "[1, 2]");

    assertThat(driving.parameter("x"))
        .isInstanceOfSatisfying(
            JsonSpilled.class, spilled -> assertThat(spilled.form()).isEqualTo(Form.TEXT));
    assertThat(driving.large().loads()).isZero();
  }

  @Test
  void refusesAValueOfAnotherKindWithItsSize() {
    DrivingFixture driving =
        given(task("train", "comp").parent("x", "large"), ParameterType.STRUCT, "[1, 2]");

    assertThat(driving.rejection().message()).contains("list", "/large/large", "STRUCT");
  }

  @Test
  void loadsWhatASelectorLooksInto() {
    DrivingFixture driving =
        given(
            task("train", "comp").parentSelected("x", "large", "list_value[1]"),
            ParameterType.NUMBER_INTEGER,
            "[1, 2]");

    assertThat(driving.parameter("x")).isEqualTo(JsonValue.of(2));
    assertThat(driving.large().loads()).isEqualTo(1);
  }

  @Test
  void loadsTheItemWhoseKeyIsAskedFor() {
    DrivingFixture driving =
        driving(
                task("train", "comp").parent("x", "l-loop-item-subvar-key").build(),
                component("comp").input("x", ParameterType.NUMBER_INTEGER).container())
            .spilledScope("l-loop-item", "{\"key\": 7}");

    assertThat(driving.parameter("x")).isEqualTo(JsonValue.of(7));
  }

  @Test
  void refusesToPutAValueIntoAText() {
    DrivingFixture driving =
        driving(
                task("train", "comp")
                    .parent("x", "large")
                    .constant("y", "\"all of {{$.inputs.parameters['x']}}\"")
                    .build(),
                component("comp")
                    .input("x", ParameterType.LIST)
                    .input("y", ParameterType.STRING)
                    .container())
            .spilledScope("large", "[1, 2]");

    assertThat(driving.rejection().message())
        .contains("a list of 5 bytes at /large/large", "at most 131071 bytes");
  }

  @Test
  void goesOverAListAndRecordsWhatStandsForIt() {
    DrivingFixture driving =
        driving(
                task("train", "comp")
                    .parent("x", "large")
                    .over(new ParameterItems("item", "x"))
                    .build(),
                component("comp").input("x", ParameterType.LIST).dag())
            .spilledScope("large", "[1, 2]");

    assertThat(driving.decide())
        .isInstanceOfSatisfying(
            IterateTask.class,
            iterate ->
                assertThat(iterate.items())
                    .isEqualTo(
                        new IterationItems.OfParameters(
                            List.of(JsonValue.of(1), JsonValue.of(2)),
                            iterate.inputs().parameters().get("x"))));
  }

  @Test
  void refusesAListWithMoreItemsThanAnyoneMeans() {
    DrivingFixture driving = over(ParameterType.LIST, "[" + "1,".repeat(100_000) + "1]");

    assertThat(driving.rejection().message())
        .isEqualTo(
            "iterating over a list of 200003 bytes at /large/large, which has more than 100000"
                + " items (expected: at most 100000)");
    assertThat(driving.rejection().path()).isEqualTo("root.dag.tasks.train");
    assertThat(over(ParameterType.LIST, "[" + "1,".repeat(99_999) + "1]").decide())
        .isInstanceOfSatisfying(
            IterateTask.class, iterate -> assertThat(iterate.items().count()).isEqualTo(100_000));
  }

  @Test
  void refusesATextThatIsNoListWithTheReason() {
    assertThat(over(ParameterType.STRING, "\"[1, 2\"").rejection().message())
        .contains("a string of 5 bytes at /large/large: reading JSON: ", "expected: a list");
    assertThat(over(ParameterType.STRING, "\"{}\"").rejection().message())
        .contains("a string of 2 bytes at /large/large (expected: a list");
  }

  private static DrivingFixture over(ParameterType type, String json) {
    return driving(
            task("train", "comp")
                .parent("x", "large")
                .over(new ParameterItems("item", "x"))
                .build(),
            component("comp").input("x", type).dag())
        .spilledScope("large", json);
  }

  @Test
  void goesOverATextThatHoldsAListAndOverNothingElse() {
    TaskFixture loop = task("train", "comp").parent("x", "large");
    assertThat(
            driving(
                    loop.over(new ParameterItems("item", "x")).build(),
                    component("comp").input("x", ParameterType.STRING).dag())
                .spilledScope("large", "\"[1, 2]\"")
                .decide())
        .isInstanceOfSatisfying(
            IterateTask.class, iterate -> assertThat(iterate.items().count()).isEqualTo(2));

    assertThat(
            driving(
                    loop.over(new ParameterItems("item", "x")).build(),
                    component("comp").input("x", ParameterType.STRUCT).dag())
                .spilledScope("large", "{\"a\": 1}")
                .rejection()
                .message())
        .contains("an object", "expected: a list");
  }

  @Test
  void loadsForAConditionOnlyWhatItNames() {
    DrivingFixture named =
        given(
            task("train", "comp")
                .parent("x", "large")
                .when("inputs.parameter_values['x'].size() > 2"),
            ParameterType.LIST,
            "[1, 2]");
    DrivingFixture other =
        given(
            task("train", "comp").parent("x", "large").when("1 < 2"), ParameterType.LIST, "[1, 2]");

    assertThat(named.decide()).isInstanceOf(SkipTask.class);
    assertThat(named.large().loads()).isEqualTo(1);
    assertThat(other.decide()).isInstanceOf(LaunchTask.class);
    assertThat(other.large().loads()).isZero();
  }

  @Test
  void fingerprintsTheSameValueAlikeWhereverItIs() {
    String large = "[\"" + "a".repeat(200_000) + "\"]";
    TaskFixture task = task("train", "comp").parent("x", "large");

    LaunchTask spilled = (LaunchTask) given(task, ParameterType.LIST, large).decide();
    LaunchTask inMemory =
        (LaunchTask)
            driving(task.build(), component("comp").input("x", ParameterType.LIST).container())
                .scope("large", large)
                .decide();

    assertThat(spilled.fingerprint()).isEqualTo(inMemory.fingerprint());
    assertThat(String.valueOf(spilled.fingerprint())).hasSizeLessThan(2_000);
    assertThat(inMemory.inputs().parameters()).containsEntry("x", JsonReader.read(large));
  }

  private static DrivingFixture given(TaskFixture task, ParameterType type, String json) {
    return driving(task.build(), component("comp").input("x", type).container())
        .spilledScope("large", json);
  }
}
