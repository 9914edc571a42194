package io.pitwheel.conformance.compatibility;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.server.http.ErrorTable;
import io.pitwheel.server.settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the page about bounds against its rows, and the rows against the constants of the code and
 * the tests they name. {@code -Dpitwheel.rewrite=true} writes the page anew.
 */
class LimitTableTest {
  private static final Path PAGE = Checkout.root().resolve("docs/limits.md");

  /** Statuses that say more than the code beside them. */
  private static final Set<String> OF_HTTP = Set.of("408", "413", "414", "415", "431");

  private static final String HEAD =
      """
      # Bounds

      What a caller can meet, what happens beyond it, and the test that tries it.
      Beyond a bound nothing is written, and the error names the value, the bound and the place.
      A test of `conformance` writes this page and compares each value with the constant in the code.

      Bounds with a name in brackets are settings: `limits: {connections: 4000}` in the file, or `PITWHEEL_LIMITS_CONNECTIONS=4000`.
      """;
  private static final String COLUMNS =
      """

      ## %s

      | Bound | Value | Where | Error | Tests |
      |---|---|---|---|---|
      """;

  private final List<Bound> bounds =
      Bound.read(Checkout.read("conformance/src/test/resources/compatibility/limits.csv"));

  @Test
  void pageIsWhatTheRowsSay() throws IOException {
    var groups =
        bounds.stream().collect(groupingBy(Bound::group, LinkedHashMap::new, Collectors.toList()));
    String page =
        groups.entrySet().stream()
            .map(group ->
                COLUMNS.formatted(group.getKey())
                    + group.getValue().stream().map(Bound::line).collect(joining("\n"))
                    + "\n")
            .collect(joining("", HEAD, ""));
    if (Boolean.getBoolean("pitwheel.rewrite")) {
      Files.writeString(PAGE, page);
    }

    assertThat(Files.readString(PAGE))
        .as("write it anew with -Dpitwheel.rewrite=true")
        .isEqualTo(page);
  }

  @Test
  void everyValueIsThatOfTheCode() {
    assertThat(bounds)
        .allSatisfy(bound -> assertThat(bound.valueOfRow()).isEqualTo(bound.valueOfCode()));
  }

  @Test
  void everyBoundOfTheCodeHasARowOrAReasonForNone() {
    Set<String> withReason = BoundsOfCode.withReason();
    List<String> withRow = bounds.stream().map(Bound::constant).toList();

    assertThat(BoundsOfCode.find())
        .as("constants that bound something, in a row of limits.csv or in limits-elsewhere.csv")
        .hasSizeGreaterThan(100)
        .allMatch(constant -> withReason.contains(constant) != withRow.contains(constant))
        .containsAll(withReason);
  }

  @Test
  void everyRowNamesTestsThatAreThere() {
    Set<String> methods = CompatibilityTableTest.testMethods();

    assertThat(bounds.stream().flatMap(bound -> bound.tests().stream()))
        .allMatch(methods::contains);
  }

  @Test
  void everyErrorIsOneThatCallersGet() {
    for (Bound bound : bounds) {
      if (!bound.error().equals("none")) {
        String[] words = bound.error().split(" ", -1);
        ErrorCode code = ErrorCode.valueOf(words[words.length - 1]);
        assertThat(words[0])
            .as(bound.name())
            .matches(word ->
                word.equals(code.name())
                    || OF_HTTP.contains(word)
                    || word.equals(ErrorTable.httpStatus(code).codeAsText()));
      }
    }
  }

  @Test
  void everySettingOfABoundHasARow() {
    assertThat(bounds.stream().map(Bound::settingKey))
        .containsAll(
            Stream.of(Setting.values())
                .map(Setting::key)
                .filter(key -> key.startsWith("limits."))
                .toList());
  }
}
