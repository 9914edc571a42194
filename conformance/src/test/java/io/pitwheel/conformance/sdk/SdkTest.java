package io.pitwheel.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import org.junit.jupiter.api.Test;

class SdkTest {
  @Test
  void theStockSdkDrivesAServer() {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_sdk.py")).isPositive();
  }

  @Test
  void theStockSdkAndItsCommandsListArchiveAndDelete() {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_sdk_resources.py")).isPositive();
  }

  @Test
  void everyMethodAndCommandOfTheStockSdkIsTested() {
    assertThat(PythonProgram.runTests("test_sdk_methods.py")).isPositive();
  }
}
