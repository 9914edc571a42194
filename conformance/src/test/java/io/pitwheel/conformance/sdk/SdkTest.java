package io.pitwheel.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import io.pitwheel.testing.database.TestedDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SdkTest {
  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void theStockSdkDrivesAServer(TestedDatabase database) {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_sdk.py", database.variables())).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void theStockSdkAndItsCommandsListArchiveAndDelete(TestedDatabase database) {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_sdk_resources.py", database.variables())).isPositive();
  }

  @Test
  void everyMethodAndCommandOfTheStockSdkIsTested() {
    assertThat(PythonProgram.runTests("test_sdk_methods.py")).isPositive();
  }
}
