package io.pitwheel.driver.inputs;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.specification.ParameterType.LIST;
import static io.pitwheel.specification.ParameterType.STRING;
import static io.pitwheel.specification.ParameterType.STRUCT;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.TaskIterator.ParameterItems;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.value.JsonValue;
import org.junit.jupiter.api.Test;

/** The shapes the stock SDK compiles f-strings over loop items to. */
class LoopItemReferencesTest {
  private static final String ITEM = "pipelinechannel--pairs-loop-item";
  private static final String KEY = ITEM + "-subvar-k";

  private final TaskSpecification echo =
      task("echo", "comp-echo")
          .parent(KEY, KEY)
          .text("s", "{{$.inputs.parameters['" + KEY + "']}}!")
          .build();

  @Test
  void lookLikeLoopItems() {
    assertThat(LoopItemReferences.isLoopItem("pipelinechannel--loop-item-param-3")).isTrue();
    assertThat(LoopItemReferences.isLoopItem(KEY)).isTrue();
    assertThat(LoopItemReferences.isLoopItem("pipelinechannel--mk-Output")).isFalse();
  }

  @Test
  void leaveTheLoopItselfWithoutThem() {
    var loop =
        task("loop", "comp-loop")
            .parent("pipelinechannel--pairs", "pairs")
            .parent(KEY, "pairs-loop-item-subvar-k")
            .over(new ParameterItems(ITEM, "pipelinechannel--pairs"))
            .build();

    var decision =
        driving(loop, pairsLoop())
            .component(component("comp-echo").input("s", STRING).container())
            .scope("pairs", "[{\"k\": \"a\"}]")
            .decide();

    assertThat(decision).isInstanceOf(IterateTask.class);
    assertThat(decision.inputs().parameters()).containsOnlyKeys("pipelinechannel--pairs");
  }

  @Test
  void readTheKeyOfTheItemInScope() {
    var driving =
        driving(echo, component("comp-echo").input("s", STRING).container())
            .scope(ITEM, "{\"k\": \"a\", \"v\": 1}");

    assertThat(driving.parameter("s")).isEqualTo(JsonValue.of("a!"));
  }

  @Test
  void readTheKeyOfAnItemThatIsAJsonText() {
    assertThat(
            driving(echo, component("comp-echo").input("s", STRING).container())
                .scope(ITEM, "\"{\\\"k\\\": 2}\"")
                .parameter("s"))
        .isEqualTo(JsonValue.of("2!"));
  }

  @Test
  void areErrorsWhenNothingInScopeHasTheKey() {
    assertThat(
            driving(echo, component("comp-echo").input("s", STRING).container())
                .scope(ITEM, "{\"other\": 1}")
                .rejection()
                .message())
        .contains("resolving the reference " + KEY);
  }

  @Test
  void reachThroughALoopThatDoesNotPassThemOn() {
    String outer = "pipelinechannel--loop-item-param-3";
    var innermost = task("echo", "comp-echo").parent(outer, outer).build();
    DagComponent inner = component("comp-inner").dag(innermost);
    var innerLoop =
        task("inner", "comp-inner").over(new RawItems("pipelinechannel--i", "[1, 2]")).build();

    var decision =
        driving(innerLoop, inner)
            .component(component("comp-echo").container())
            .scope(outer, "\"x\"")
            .decide();

    assertThat(decision.inputs().parameters()).containsOnlyKeys(outer);
    assertThat(decision.inputs().parameters()).containsEntry(outer, JsonValue.of("x"));
  }

  private DagComponent pairsLoop() {
    return component("comp-loop")
        .input("pipelinechannel--pairs", LIST)
        .input(ITEM, STRUCT)
        .input(KEY, STRING)
        .dag(echo);
  }
}
