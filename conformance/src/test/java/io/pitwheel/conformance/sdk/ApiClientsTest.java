package io.pitwheel.conformance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Needed;
import io.pitwheel.conformance.project.Pitwheel;
import org.junit.jupiter.api.Test;

/** Clients that know of a server only what it tells about itself. */
class ApiClientsTest {
  private static final String PACKAGES = "requirements-api.txt";

  @Test
  void aClientMadeOfReflectionCallsEveryRpc() {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_reflection.py", PACKAGES)).isPositive();
  }

  @Test
  void requestsMadeUpFromTheOpenApiDocumentAreAnsweredAsItSays() {
    Needed.require(Pitwheel.isThere(), "no ./pitwheel to start a server with");

    assertThat(PythonProgram.runTests("test_openapi.py", PACKAGES)).isPositive();
  }
}
