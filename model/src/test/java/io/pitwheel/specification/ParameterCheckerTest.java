package io.pitwheel.specification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterCheckerTest {
  private static final ParameterDeclaration EPOCHS =
      declared("epochs", ParameterType.NUMBER_INTEGER, null, false);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "NUMBER_INTEGER | \"ten\" | \"ten\" (a string) (expected: a number)",
        "NUMBER_INTEGER | \"3\" | \"3\" (a string) (expected: a number)",
        "NUMBER_INTEGER | 2.5 | 2.5 (a number) (expected: a whole number)",
        "NUMBER_INTEGER | true | true (a boolean) (expected: a number)",
        "NUMBER_INTEGER | null | null (expected: a number)",
        "NUMBER_DOUBLE | [1] | [1] (a list) (expected: a number)",
        "STRING | 3 | 3 (a number) (expected: a string)",
        "BOOLEAN | \"true\" | \"true\" (a string) (expected: true or false)",
        "BOOLEAN | 1 | 1 (a number) (expected: true or false)",
        "LIST | {} | {} (an object) (expected: a list)",
        "LIST | \"[1]\" | \"[1]\" (a string) (expected: a list)",
        "STRUCT | [] | [] (a list) (expected: an object)"
      })
  void refusesAWrongKind(ParameterType type, String given, String message) {
    var pipeline = pipeline(declared("epochs", type, null, false));

    assertRefused(pipeline, Map.of("epochs", JsonReader.read(given)), "epochs", message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1180591620717411303424", "-9223372036854775809", "1e21", "9223372036854775808"})
  void refusesAnIntegerOfMoreThan64Bits(String given) {
    JsonValue value = JsonReader.read(given);

    assertRefused(
        pipeline(EPOCHS),
        Map.of("epochs", value),
        "epochs",
        value.description()
            + " (expected: a whole number above -9223372036854775808 and below"
            + " 9223372036854775808)");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "NUMBER_INTEGER | 3",
        "NUMBER_INTEGER | 3.0",
        "NUMBER_INTEGER | 9223372036854774784",
        "NUMBER_INTEGER | -9223372036854774784",
        "NUMBER_DOUBLE | 3",
        "NUMBER_DOUBLE | 2.5",
        "STRING | \"\"",
        "BOOLEAN | false",
        "LIST | []",
        "STRUCT | {}"
      })
  void takesAValueOfTheRightKind(ParameterType type, String given) {
    var pipeline = pipeline(declared("epochs", type, null, false));
    JsonValue value = JsonReader.read(given);

    assertThat(ParameterChecker.complete(pipeline, Map.of("epochs", value)))
        .isEqualTo(Map.of("epochs", value));
  }

  @Test
  void refusesAnUnknownNameAndNamesTheNearest() {
    assertRefused(
        pipeline(EPOCHS),
        Map.of("epochs", JsonValue.of(3), "epoch", JsonValue.of(3)),
        "epoch",
        "3 (a number) for an unknown name (expected: a parameter of the pipeline: epochs)");
  }

  @Test
  void refusesAMissingRequiredParameter() {
    assertRefused(pipeline(EPOCHS), Map.of(), "epochs", "not given (expected: a number)");
  }

  @Test
  void fillsDefaultsAndGivesNullForOptionalOnes() {
    var pipeline =
        pipeline(
            declared("rate", ParameterType.NUMBER_DOUBLE, JsonValue.of(0.1), true),
            declared("label", ParameterType.STRING, null, true));

    assertThat(ParameterChecker.complete(pipeline, Map.of()))
        .isEqualTo(Map.of("rate", JsonValue.of(0.1), "label", JsonValue.ofNull()));
  }

  @Test
  void takesNullAsNotGivenWhereThePipelineCanDoWithout() {
    var pipeline =
        pipeline(
            declared("rate", ParameterType.NUMBER_DOUBLE, JsonValue.of(0.1), true),
            declared("label", ParameterType.STRING, null, true));
    Map<String, JsonValue> given = new HashMap<>();
    given.put("rate", JsonValue.ofNull());
    given.put("label", JsonValue.ofNull());

    assertThat(ParameterChecker.complete(pipeline, given))
        .isEqualTo(Map.of("rate", JsonValue.of(0.1), "label", JsonValue.ofNull()));
  }

  @Test
  void takesOnlyLiteralsWhereThereAreSome() {
    var optimizer =
        new ParameterDeclaration(
            "optimizer",
            ParameterType.STRING,
            null,
            false,
            List.of(JsonValue.of("adam"), JsonValue.of("sgd")),
            "");

    assertThat(
            ParameterChecker.complete(
                pipeline(optimizer), Map.of("optimizer", JsonValue.of("sgd"))))
        .containsEntry("optimizer", JsonValue.of("sgd"));
    assertRefused(
        pipeline(optimizer),
        Map.of("optimizer", JsonValue.of("SGD")),
        "optimizer",
        "\"SGD\" (a string) (expected: one of [\"adam\",\"sgd\"] (a list))");
  }

  @Test
  void refusesAPipelineThatAsksForAFinalStatus() {
    assertRefused(
        pipeline(declared("status", ParameterType.TASK_FINAL_STATUS, null, true)),
        Map.of(),
        "status",
        "a pipeline that asks for TASK_FINAL_STATUS (expected: that type only on inputs of exit"
            + " tasks)");
  }

  private static void assertRefused(
      PipelineSpecification pipeline, Map<String, JsonValue> given, String name, String message) {
    assertThatThrownBy(() -> ParameterChecker.complete(pipeline, given))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(refusal.path()).isEqualTo("root.inputDefinitions.parameters." + name);
            })
        .hasMessage("pipeline parameter " + name + ": " + message);
  }

  private static ParameterDeclaration declared(
      String name, ParameterType type, @Nullable JsonValue defaultValue, boolean isOptional) {
    return new ParameterDeclaration(name, type, defaultValue, isOptional, List.of(), "");
  }

  private static PipelineSpecification pipeline(ParameterDeclaration... parameters) {
    Map<String, ParameterDeclaration> inputs = new HashMap<>();
    for (ParameterDeclaration parameter : parameters) {
      inputs.put(parameter.name(), parameter);
    }
    var declared = new ComponentInterface(inputs, Map.of(), Map.of(), Map.of());
    var root = new DagComponent("root", declared, Map.of(), DagOutputs.NONE);
    return new PipelineSpecification(
        "p", "", "", "", "", root, Map.of(), JsonObject.EMPTY, JsonObject.EMPTY);
  }
}
