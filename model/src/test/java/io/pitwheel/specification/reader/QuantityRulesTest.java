package io.pitwheel.specification.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.reader.text.DocumentPath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityRulesTest {
  private static final DocumentPath PATH = DocumentPath.TOP.field("size");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "+2",
        "0.5",
        "500m",
        "1.5Gi",
        "2.G",
        ".5",
        "1e3",
        "1E+3",
        "3E",
        "{{$.x}}Gi"
      })
  void takesWhatAClusterTakes(String text) {
    assertThat(QuantityRules.require(text, PATH)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"apples", "12 apples", "1 GB", "1GB", "-1", "1.2.3", "Gi", ".", "1,5", "١"})
  void refusesWhatNoClusterTakes(String text) {
    assertThatThrownBy(() -> QuantityRules.require(text, PATH))
        .isInstanceOf(PipelinesException.class)
        .hasMessage(
            "reading the pipeline at size: \"%s\" (expected: a quantity such as 500m, 2 or 1.5Gi)"
                .formatted(text));
  }
}
