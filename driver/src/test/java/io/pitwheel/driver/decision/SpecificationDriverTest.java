package io.pitwheel.driver.decision;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.driving;
import static io.pitwheel.driver.fixture.TaskFixture.task;
import static io.pitwheel.specification.ParameterType.NUMBER_INTEGER;
import static io.pitwheel.specification.ParameterType.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.driver.IterationItems;
import io.pitwheel.driver.TaskDecision.EnterDag;
import io.pitwheel.driver.TaskDecision.IterateTask;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.driver.TaskDecision.ReuseCachedOutputs;
import io.pitwheel.driver.TaskDecision.SkipTask;
import io.pitwheel.driver.fixture.DrivingFixture;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.TaskIterator.RawItems;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.CachedTask;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SpecificationDriverTest {
  private static final String IS_FOUR = "int(inputs.parameter_values['n']) == 4";

  @Test
  void launchesAContainerAndSaysWhyThereWasNoHit() {
    var asked = new ArrayList<CacheFingerprint>();

    var decision =
        container()
            .decide(fingerprint -> {
              asked.add(fingerprint);
              return Optional.empty();
            });

    assertThat(decision)
        .isInstanceOfSatisfying(
            LaunchTask.class,
            launch -> {
              assertThat(launch.cacheReason()).isEqualTo("no earlier task with these inputs");
              assertThat(launch.executor().command()).containsExactly("run", "{{$}}");
              assertThat(asked).containsExactly(launch.fingerprint());
            });
  }

  @Test
  void usesEarlierOutputs() {
    var earlier =
        new CachedTask("run-0", "task-0", new TaskValues(Map.of("o", JsonValue.of(1)), Map.of()));

    assertThat(container().decide(_ -> Optional.of(earlier)))
        .isInstanceOfSatisfying(
            ReuseCachedOutputs.class,
            reuse -> {
              assertThat(reuse.source()).isEqualTo(earlier);
              assertThat(reuse.inputs().parameters()).containsKey("n");
            });
  }

  @Test
  void neitherLooksUpNorFingerprintsWhenCachingIsOff() {
    var ofRun = container().cacheDisabled();
    var ofTask = driving(task("train", "comp-train").withoutCache(), component("comp-train"));

    for (var driving : List.of(ofRun, ofTask)) {
      assertThat(
              driving.decide(_ -> {
                throw new AssertionError("looked up");
              }))
          .isInstanceOfSatisfying(
              LaunchTask.class, launch -> assertThat(launch.fingerprint()).isNull());
    }
    assertThat(((LaunchTask) ofRun.decide()).cacheReason())
        .isEqualTo("caching is off for this run");
    assertThat(((LaunchTask) ofTask.decide()).cacheReason())
        .isEqualTo("caching is off for this task");
  }

  @Test
  void lookupFailuresAreNotTheUsersMistake() {
    var unavailable = new PipelinesException(ErrorCode.UNAVAILABLE, "no database");

    assertThatThrownBy(() ->
            container()
                .decide(_ -> {
                  throw unavailable;
                }))
        .isSameAs(unavailable);
  }

  @Test
  void entersAGraphWithItsInputs() {
    var decision =
        driving(
                task("inner", "comp-inner").parent("n", "n").build(),
                component("comp-inner").input("n", NUMBER_INTEGER).dag())
            .scope("n", "4")
            .decide();

    assertThat(decision)
        .isEqualTo(new EnterDag(new TaskValues(Map.of("n", JsonValue.of(4)), Map.of())));
  }

  @Test
  void skipsOnAFalseConditionBeforeItLooksAtItems() {
    var loop =
        task("loop", "comp-loop")
            .parent("n", "n")
            .when(IS_FOUR)
            .over(new RawItems("item", "[1]"))
            .build();
    var declared = component("comp-loop").input("n", NUMBER_INTEGER).dag();

    assertThat(driving(loop, declared).scope("n", "5").decide())
        .isInstanceOfSatisfying(
            SkipTask.class,
            skip -> {
              assertThat(skip.reason()).isEqualTo(SkipReason.CONDITION_FALSE);
              assertThat(skip.inputs().parameters()).containsEntry("n", JsonValue.of(5));
            });
    assertThat(driving(loop, declared).scope("n", "4").decide())
        .isInstanceOfSatisfying(
            IterateTask.class,
            iterate ->
                assertThat(iterate.items())
                    .isEqualTo(new IterationItems.OfParameters(List.of(JsonValue.of(1)))));
  }

  @Test
  void rejectsAConditionThatHasNoAnswer() {
    var failure =
        driving(task("branch", "comp-branch").when(IS_FOUR).build(), component("comp-branch").dag())
            .rejection();

    assertThat(failure.path()).isEqualTo("root.dag.tasks.branch.triggerPolicy.condition");
    assertThat(failure.message()).contains(IS_FOUR).contains("n=not given");
  }

  @Test
  void fillsImageAndResources() {
    var launched =
        driving(
                task("train", "comp-train")
                    .parent("pipelinechannel--img", "img")
                    .parent("pipelinechannel--cpu", "cpu")
                    .constant("pipelinechannel--none", "null"),
                component("comp-train")
                    .image("{{$.inputs.parameters['pipelinechannel--img']}}")
                    .resources(
                        new ContainerResources(
                            "",
                            "{{$.inputs.parameters['pipelinechannel--cpu']}}",
                            "1G",
                            "{{$.inputs.parameters['pipelinechannel--none']}}",
                            "",
                            "")))
            .scope("img", "\"alpine:3\"")
            .scope("cpu", "2.0")
            .decide();

    assertThat(launched)
        .isInstanceOfSatisfying(
            LaunchTask.class,
            launch -> {
              assertThat(launch.executor().image()).isEqualTo("alpine:3");
              assertThat(launch.executor().resources())
                  .isEqualTo(new ContainerResources("", "2", "1G", "", "", ""));
            });
  }

  @Test
  void rejectsAnImageThatIsNoText() {
    var train = task("train", "comp-train").parent("img", "img");
    var declared = component("comp-train").image("{{$.inputs.parameters['img']}}");

    assertThat(driving(train, declared).scope("img", "[1]").rejection().path())
        .isEqualTo("deploymentSpec.executors.exec-train.container.image");
    assertThat(driving(train, declared).scope("img", "null").rejection().message())
        .contains("the input has no value");
  }

  @Test
  void namesThePlaceOfATaskInsideAGraph() {
    var inner = task("train", "comp-train").parent("n", "missing").build();

    var decision =
        driving(task("outer", "comp-outer").build(), component("comp-outer").dag(inner))
            .component(component("comp-train").input("n", STRING).container())
            .at("outer", "train")
            .decide();

    assertThat(decision)
        .isInstanceOfSatisfying(
            RejectTask.class,
            reject ->
                assertThat(reject.failure().path())
                    .startsWith("root.dag.tasks.outer.dag.tasks.train.inputs.parameters.n"));
  }

  @Property(tries = 100)
  void decidesTheSameForTheSameContext(
      @ForAll @StringLength(max = 20) String text, @ForAll int number) {
    var driving =
        driving(
                task("train", "comp-train")
                    .parent("n", "n")
                    .text("s", text + "{{$.inputs.parameters['n']}}")
                    .when("int(inputs.parameter_values['n']) > 0"),
                component("comp-train").input("n", NUMBER_INTEGER).input("s", STRING))
            .scope("n", Integer.toString(number));

    assertThat(new SpecificationDriver().decide(driving.context(), _ -> Optional.empty()))
        .isEqualTo(driving.decide());
  }

  @Property(tries = 100)
  void passesConstantsWithoutPlaceholdersUnchanged(@ForAll @StringLength(max = 20) String text) {
    JsonValue constant = JsonValue.listOf(List.of(JsonValue.of(text + "{{x}}"), JsonValue.of(1)));

    assertThat(
            driving(
                    task("train", "comp-train").constant("l", JsonWriter.write(constant)),
                    component("comp-train"))
                .parameter("l"))
        .isEqualTo(JsonReader.read(JsonWriter.write(constant)));
  }

  private static DrivingFixture container() {
    return driving(
            task("train", "comp-train").parent("n", "n"),
            component("comp-train").input("n", NUMBER_INTEGER))
        .scope("n", "4");
  }
}
