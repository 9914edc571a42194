package io.pitwheel.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExamplesCompileTest {
  @Test
  void theCompiledExamplesAreWhatTheSdkMakesOfTheirSources() {
    assertThat(PythonProgram.runTests("test_examples_compile.py")).isPositive();
  }
}
