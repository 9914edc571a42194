package io.pitwheel.driver.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {
  private final Expressions expressions = new Expressions(2);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "1 + 2;3",
        "2u;2",
        "[1, 'a', null, true];[1, \"a\", null, true]",
        "{'k': {'l': 1.5}};{\"k\": {\"l\": 1.5}}",
        "string(1e21);\"1000000000000000000000\"",
        "string(3.0);\"3\"",
        "string(7);\"7\"",
      })
  void giveJsonValues(String expression, String json) {
    assertThat(expressions.evaluate(expression, Map.of()))
        .isEqualTo(new Evaluation.Value(JsonReader.read(json)));
  }

  @ParameterizedTest
  @CsvSource({"b'abc'", "duration('1s')", "type(1)", "{1: 2}", "1.0 / 0.0", "[type(1)]"})
  void haveNoValueForWhatJsonDoesNotKnow(String expression) {
    assertThat(expressions.evaluate(expression, Map.of()))
        .isInstanceOfSatisfying(
            Evaluation.Problem.class,
            problem -> assertThat(problem.problem()).contains("the result is not a JSON value"));
  }

  @Test
  void keepTheProgramsUsedLast() {
    for (int number = 0; number < 5; number++) {
      expressions.evaluate(Integer.toString(number), Map.of());
    }

    assertThat(expressions.cachedPrograms()).isEqualTo(2);
    assertThat(expressions.evaluate("0", Map.of()))
        .isEqualTo(new Evaluation.Value(JsonValue.of(0)));
  }

  @Test
  void rememberWhatCannotBeRead() {
    Evaluation first = expressions.evaluate("1 +", Map.of());

    assertThat(first).isInstanceOf(Evaluation.Problem.class);
    assertThat(expressions.evaluate("1 +", Map.of())).isEqualTo(first);
    assertThat(expressions.cachedPrograms()).isEqualTo(1);
  }
}
