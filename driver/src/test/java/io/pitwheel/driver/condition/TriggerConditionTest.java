package io.pitwheel.driver.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.expression.Expressions;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.value.MemoryLargeValues;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerConditionTest {
  private static final TaskValues INPUTS =
      new TaskValues(
          ((JsonObject)
                  JsonReader.read(
                      """
                      {"x": 4, "half": 2.5, "s": "abc", "digits": "12", "yes": true,
                       "l": [1, "z"], "m": {"k": 2}, "none": null, "json": "{\\"k\\": 3}"}
                      """))
              .members(),
          Map.of(
              "model",
              List.of(
                  new Artifact(
                      "id",
                      "model",
                      "/m",
                      "system.Model",
                      "0.0.1",
                      (JsonObject) JsonReader.read("{\"acc\": 0.5}")))));

  private final TriggerCondition condition = new TriggerCondition(new Expressions());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int(inputs.parameter_values['x']) == 4",
        "inputs.parameter_values['x'] == 4",
        "inputs.parameter_values['x'] == 4.0",
        "int(inputs.parameter_values['x']) > 3",
        "inputs.parameter_values['half'] <= 2.5",
        "double(inputs.parameter_values['x']) != 4.5",
        "int(inputs.parameter_values['half']) == 2",
        "int(inputs.parameter_values['digits']) == 12",
        "inputs.parameter_values['s'] == 'abc'",
        "inputs.parameter_values['s'] < 'b'",
        "inputs.parameter_values['yes'] == true",
        "!(inputs.parameter_values['s'] == 'x') && int(inputs.parameter_values['x']) >= 4",
        "inputs.parameter_values['l'][1] == 'z' && size(inputs.parameter_values['l']) == 2",
        "inputs.parameter_values['m'].k == 2",
        "inputs.parameter_values['none'] == null",
        "parseJson(inputs.parameter_values['json'])['k'] == 3",
        "string(inputs.parameter_values['x']) == '4'",
        "string(inputs.parameter_values['half']) == '2.5'",
        "inputs.artifacts['model'].artifacts[0].uri == '/m'",
        "inputs.artifacts['model'].artifacts[0].type.schema_title == 'system.Model'",
        "inputs.artifacts['model'].artifacts[0].metadata.acc == 0.5",
        "has(inputs.parameter_values.x) && !has(inputs.parameter_values.zz)",
        "inputs.parameter_values['l'].exists(element, element == 1)",
      })
  void holdsFor(String expression) {
    assertThat(condition.holds(expression, INPUTS, "root", new MemoryLargeValues())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inputs.parameter_values['x'] == 'abc'",
        "inputs.parameter_values['x'] == '4'",
        "inputs.parameter_values['yes'] == 'true'",
        "int(inputs.parameter_values['x']) != 4",
      })
  void doesNotHoldFor(String expression) {
    assertThat(condition.holds(expression, INPUTS, "root", new MemoryLargeValues())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "inputs.parameter_values['zz'] == 1|there is no key zz at character 24|zz=not given",
        "inputs.parameter_values['x'] < 'abc'|at character 30|x=4",
        "inputs.parameter_values['x']|the result is 4|x=4",
        "int(inputs.parameter_values['s']) == 1|at character 4|s=\"abc\"",
        "'a' == 'int(inputs.parameter_values['x'])'|at line 1, character 38|x=4",
        "inputs.parameter_values['x'] ==|at line 1, character 32|x=4",
        "string_value == 'a'|the result is not a JSON value|[]",
        "parseJson(inputs.parameter_values['s']) == 1|reading JSON|s=\"abc\"",
      })
  void rejectsWithExpressionPositionAndValues(String expression, String problem, String values) {
    assertThatThrownBy(
            () -> condition.holds(expression, INPUTS, "root.dag.tasks.t", new MemoryLargeValues()))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception ->
                assertThat(exception.path()).isEqualTo("root.dag.tasks.t.triggerPolicy.condition"))
        .hasMessageContaining(expression)
        .hasMessageContaining(problem)
        .hasMessageContaining(values);
  }

  @Test
  void stopsWhereAConditionLooksAtTooMuch() {
    var many = JsonValue.listOf(Collections.nCopies(100_001, JsonValue.of(1)));
    var inputs = new TaskValues(Map.of("many", many), Map.of());

    assertThatThrownBy(() ->
            condition.holds(
                "inputs.parameter_values['many'].all(one, one == 1)",
                inputs,
                "root.dag.tasks.t",
                new MemoryLargeValues()))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("100000");
  }

  @Test
  void cutsALongConditionInItsMessage() {
    String expression = "'" + "a".repeat(90_000) + "' == inputs.parameter_values['zz']";

    assertThatThrownBy(
            () -> condition.holds(expression, INPUTS, "root.dag.tasks.t", new MemoryLargeValues()))
        .hasMessageContaining("(90035 characters)")
        .message()
        .hasSizeLessThan(1_000);
    assertThatThrownBy(() ->
            condition.holds(
                "x".repeat(90_000), INPUTS, "root.dag.tasks.t", new MemoryLargeValues()))
        .message()
        .hasSizeLessThan(1_000);
  }
}
