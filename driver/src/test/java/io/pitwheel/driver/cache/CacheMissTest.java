package io.pitwheel.driver.cache;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.artifact;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.fixture.ComponentFixture;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CacheMissTest {
  private static final TaskValues INPUTS =
      new TaskValues(
          Map.of("epochs", JsonValue.of(3), "password", JsonValue.of("hunter22")),
          Map.of("model", List.of(artifact("id-1", "system.Model", "{}"))));
  private static final CacheFingerprint BEFORE = fingerprint(train(), INPUTS, "");

  @Test
  void namesTheParameterWithBothValues() {
    var inputs =
        new TaskValues(
            Map.of("epochs", JsonValue.of(4), "extra", JsonValue.of("x")), INPUTS.artifacts());

    assertThat(explain(fingerprint(train(), inputs, "")))
        .isEqualTo(
            "not cached: input parameter epochs differs from task t of run r: 4 here, 3 there");
  }

  @Test
  void showsNoSecret() {
    var inputs =
        new TaskValues(
            Map.of("epochs", JsonValue.of(3), "password", JsonValue.of("hunter33")),
            INPUTS.artifacts());

    assertThat(explain(fingerprint(train(), inputs, "")))
        .isEqualTo(
            "not cached: input parameter password differs from task t of run r: *** here, *** there");
  }

  @Test
  void namesWhatElseCanDifferInTheOrderInWhichItIsChanged() {
    var inputs =
        new TaskValues(
            INPUTS.parameters(), Map.of("model", List.of(artifact("id-2", "system.Model", "{}"))));

    assertThat(explain(fingerprint(train().image("python:9"), inputs, "")))
        .contains("input artifact model", "[\"id-2\"] here", "[\"id-1\"] there");
    assertThat(explain(fingerprint(train().image("python:9"), INPUTS, "")))
        .contains("the image differs", "\"python:9\" here, \"python:3.11\" there");
    assertThat(explain(fingerprint(train().command("run", "x"), INPUTS, "")))
        .contains("word 2 of the command", "\"x\" here");
    assertThat(explain(fingerprint(train().variable("A", "2"), INPUTS, "")))
        .contains("environment variable A", "\"2\" here, \"1\" there");
    assertThat(explain(fingerprint(train().output("p", ParameterType.BOOLEAN), INPUTS, "")))
        .contains("the type of output parameter p", "\"BOOLEAN\" here, \"STRING\" there");
    assertThat(explain(fingerprint(train().output("q", ParameterType.BOOLEAN), INPUTS, "")))
        .contains("the type of output parameter q", "\"BOOLEAN\" here, none there");
  }

  @Test
  void showsTheSurroundingsOfTheFirstDifferenceInLongValues() {
    String long1 = "a".repeat(5_000) + "ONE" + "b".repeat(5_000);
    String long2 = "a".repeat(5_000) + "TWO" + "b".repeat(5_000);
    var before = fingerprint(train().command(long1), INPUTS, "");
    var earlier = new EarlierTask("r", "t", before);

    String told = CacheMiss.explain(fingerprint(train().command(long2), INPUTS, ""), earlier);

    assertThat(told).contains("aTWOb", "aONEb").hasSizeLessThan(350);
  }

  @Test
  void tellsWhenTheCacheKeyDiffersOrAnotherAlgorithmWasUsed() {
    var keyed = fingerprint(train(), INPUTS, "one");
    assertThat(
            CacheMiss.explain(
                fingerprint(train(), INPUTS, "two"), new EarlierTask("r", "t", keyed)))
        .contains("the cache key differs", "\"two\" here, \"one\" there");
    assertThat(explain(keyed)).startsWith("not cached: ");
    assertThat(
            CacheMiss.explain(
                keyed, new EarlierTask("r", "t", new CacheFingerprint("old", "f", "{}"))))
        .contains("fingerprinted by old");
  }

  private static String explain(CacheFingerprint now) {
    return CacheMiss.explain(now, new EarlierTask("r", "t", BEFORE));
  }

  private static CacheFingerprint fingerprint(
      ComponentFixture component, TaskValues inputs, String key) {
    return Fingerprints.of("pipe", component.container(), inputs, key);
  }

  private static ComponentFixture train() {
    return component("comp-train")
        .image("python:3.11")
        .command("run", "{{$}}")
        .variable("A", "1")
        .output("p", ParameterType.STRING);
  }
}
