package io.pitwheel.engine.argo.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodFailuresTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OOMKilled (exit code 137)                                            | RESOURCE_EXHAUSTED
          The node was low on resource: memory. Out of memory                  | RESOURCE_EXHAUSTED
          Pod was active on the node longer than the specified deadline        | DEADLINE_EXCEEDED
          pods "a" is forbidden: ValidatingAdmissionPolicy 'b' denied request  | PERMISSION_DENIED
          Pod "a" is invalid: spec.tolerations[0].operator: Unsupported value  | INVALID_ARGUMENT
          main: Error (exit code 143)                                          | UNAVAILABLE
          pod deleted                                                          | UNAVAILABLE
          The node was low on resource: memory                                 | UNAVAILABLE
          Error (exit code 1)                                                  | UNKNOWN
          """)
  void knowsWhatFailedByTheWordsOfTheCluster(String words, ErrorCode code) {
    assertThat(PodFailures.codeOf(words)).isEqualTo(code);
  }
}
