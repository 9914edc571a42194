package io.pitwheel.driver.cache;

import static io.pitwheel.driver.fixture.ComponentFixture.component;
import static io.pitwheel.driver.fixture.DrivingFixture.artifact;
import static io.pitwheel.specification.ParameterType.NUMBER_INTEGER;
import static io.pitwheel.specification.ParameterType.STRING;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.driver.fixture.ComponentFixture;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  private static final TaskValues INPUTS =
      new TaskValues(
          Map.of("n", JsonValue.of(3)),
          Map.of("m", List.of(artifact("id-1", "system.Model", "{\"k\": 1}"))));

  @Test
  void explainsItselfByTheTextThatWasHashed() {
    CacheFingerprint fingerprint = Fingerprints.of("pipe", train().container(), INPUTS, "");

    assertThat(fingerprint.algorithm()).isEqualTo("pitwheel-1");
    assertThat(fingerprint.explanation())
        .isEqualTo(
            "{\"command\":[\"run\",\"{{$}}\"],\"environment\":{\"A\":\"1\"},\"image\":\"python:3.11\","
                + "\"inputArtifacts\":{\"m\":[\"id-1\"]},\"inputParameters\":{\"n\":3},"
                + "\"outputArtifacts\":{\"o\":{\"metadata\":{},\"type\":\"system.Model\",\"version\":\"0.0.1\"}},"
                + "\"outputParameters\":{\"p\":\"STRING\"},\"pipelineName\":\"pipe\"}");
    assertThat(fingerprint.value())
        .isEqualTo("cd96cc685035cb151b1a704973145f6c67bc78b5ace9f8127503845fbac478a5");
  }

  @Test
  void changesWithWhatTheOutputsDependOn() {
    var values =
        Stream.of(
                train().container(),
                train().image("python:3.12").container(),
                train().command("run", "other").container(),
                train().variable("A", "2").container(),
                train().output("p", NUMBER_INTEGER).container(),
                train().output("q", STRING).container(),
                train().outputArtifact("q").container())
            .map(component -> Fingerprints.of("pipe", component, INPUTS, "").value())
            .toList();

    assertThat(values).doesNotHaveDuplicates();
    assertThat(Fingerprints.of("other", train().container(), INPUTS, "").value()).isNotIn(values);
  }

  @Test
  void knowsArtifactsByIdAndNotByContentOfTheirRecord() {
    var renamed =
        new TaskValues(
            INPUTS.parameters(), Map.of("m", List.of(artifact("id-1", "system.Dataset", "{}"))));
    var replaced =
        new TaskValues(
            INPUTS.parameters(), Map.of("m", List.of(artifact("id-2", "system.Model", "{}"))));

    assertThat(value(renamed)).isEqualTo(value(INPUTS));
    assertThat(value(replaced)).isNotEqualTo(value(INPUTS));
  }

  @Test
  void putsTheUsersKeyInPlaceOfInputsAndCommand() {
    ContainerComponent changed = train().command("other").container();

    assertThat(Fingerprints.of("pipe", changed, TaskValues.NONE, "key").value())
        .isEqualTo(Fingerprints.of("pipe", train().container(), INPUTS, "key").value());
    assertThat(Fingerprints.of("pipe", train().container(), INPUTS, "key-2").value())
        .isNotEqualTo(Fingerprints.of("pipe", train().container(), INPUTS, "key").value());
    assertThat(Fingerprints.of("pipe", component("comp-other").container(), INPUTS, "key").value())
        .isNotEqualTo(Fingerprints.of("pipe", train().container(), INPUTS, "key").value());
  }

  @Property(tries = 200)
  void doesNotDependOnTheOrderOfKeys(
      @ForAll("objects") @Size(max = 6) Map<String, JsonValue> members, @ForAll long seed) {
    var keys = new ArrayList<>(members.keySet());
    Collections.shuffle(keys, new Random(seed));
    var shuffled = new LinkedHashMap<String, JsonValue>();
    keys.forEach(key -> shuffled.put(key, members.get(key)));

    assertThat(value(inputs(new JsonObject(shuffled))))
        .isEqualTo(value(inputs(new JsonObject(members))));
  }

  @Property(tries = 200)
  void changesWhenAnyInputChanges(
      @ForAll("objects") Map<String, JsonValue> one,
      @ForAll("objects") Map<String, JsonValue> two) {
    boolean isSame = one.equals(two);

    assertThat(value(new TaskValues(one, Map.of())).equals(value(new TaskValues(two, Map.of()))))
        .isEqualTo(isSame);
  }

  @Provide
  Arbitrary<Map<String, JsonValue>> objects() {
    Arbitrary<JsonValue> values =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(3).map(JsonValue::of),
            Arbitraries.integers().between(-2, 2).map(JsonValue::of),
            Arbitraries.of("[1,2]", "[2,1]", "{\"a\":1}", "null", "true", "\"1\"")
                .map(JsonReader::read));
    return Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), values).ofMaxSize(3);
  }

  private static TaskValues inputs(JsonObject nested) {
    return new TaskValues(Map.of("s", nested, "l", JsonValue.listOf(List.of(nested))), Map.of());
  }

  private static String value(TaskValues inputs) {
    return Fingerprints.of("pipe", train().container(), inputs, "").value();
  }

  private static ComponentFixture train() {
    return component("comp-train").variable("A", "1").output("p", STRING).outputArtifact("o");
  }
}
