package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComplexityRuleTest {
  @Test
  void findsAMethodWithTooManyWays() {
    String fork = "if (done) { stop(); } ";

    assertThat(check("void run() { %s }".formatted(fork.repeat(ComplexityRule.MOST_WAYS - 1))))
        .isEmpty();
    assertThat(check("void run() { %s }".formatted(fork.repeat(ComplexityRule.MOST_WAYS))))
        .hasSize(1);
  }

  @Test
  void countsOperatorsOfConditions() {
    String condition = String.join(" && ", List.of("a", "b", "c", "d", "e", "f", "g"));

    assertThat(check("boolean run() { return (%s) || (%s); }".formatted(condition, condition)))
        .hasSize(1);
  }

  @Test
  void countsAClosedChoiceOnce() {
    String cases = "case ONE -> 1; ".repeat(ComplexityRule.MOST_WAYS + 1);

    assertThat(check("int run(State state) { return switch (state) { %s }; }".formatted(cases)))
        .isEmpty();
  }

  private static List<Finding> check(String method) {
    return ComplexityRule.check(
        JavaFile.parse("a/Runs.java", "class Runs { %s }".formatted(method)));
  }
}
