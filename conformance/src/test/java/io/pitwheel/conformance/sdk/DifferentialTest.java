package io.pitwheel.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import org.junit.jupiter.api.Test;

/**
 * Random pipelines, compiled by the stock SDK, give here what they give in its local runner. {@code
 * PITWHEEL_DIFFERENTIAL_SEED} and {@code PITWHEEL_DIFFERENTIAL_CASES} choose which and how many.
 */
class DifferentialTest {
  @Test
  void randomPipelinesGiveWhatTheyGiveInTheStockSdk() {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_differential.py")).isPositive();
  }
}
