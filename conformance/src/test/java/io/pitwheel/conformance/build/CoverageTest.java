package io.pitwheel.conformance.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final String FLOORS = "docs/coverage.csv";

  /** Generated code, and modules that exist to test others. */
  private static final Set<String> NOT_MEASURED = Set.of("api", "testing", "conformance");

  @Test
  void coverageByModuleDoesNotFall() throws IOException {
    Map<String, BigDecimal> measured = measure();
    Map<String, BigDecimal> floors = Coverage.readFloors(Checkout.read(FLOORS));
    measured.forEach((module, share) ->
        Checkout.say(
            "coverage of %s: %s %% of lines (floor %s)"
                .formatted(module, share, floors.get(module))));
    if (Boolean.getBoolean("coverage.raise")) {
      Files.writeString(Checkout.root().resolve(FLOORS), Coverage.raised(floors, measured));
    } else {
      assertThat(Coverage.findings(floors, measured))
          .as("%s; -Dcoverage.raise=true writes higher floors", FLOORS)
          .isEmpty();
    }
  }

  @Test
  void readsTheLinesOfAReport() {
    String report =
        """
        GROUP,PACKAGE,CLASS,LINE_MISSED,LINE_COVERED,METHOD_MISSED
        model,run,Run,1,4,0
        model,run,RunState,2,2,7
        """;

    assertThat(Coverage.read(report)).isEqualTo("66.6");
    assertThat(Coverage.read("GROUP,LINE_MISSED,LINE_COVERED\n")).isEqualTo("100.0");
  }

  @Test
  void findsAModuleThatFellOrHasNoFloor() {
    Map<String, BigDecimal> floors = Map.of("model", percent("80.0"), "store", percent("70.0"));
    Map<String, BigDecimal> measured =
        Map.of("model", percent("79.9"), "store", percent("70.0"), "cli", percent("1.0"));

    assertThat(Coverage.findings(floors, measured))
        .containsExactlyInAnyOrder(
            "model fell to 79.9 % of lines (expected: at least 80.0)",
            "cli has no floor (add the row cli,1.0)");
  }

  @Test
  void raisesFloorsAndLowersNone() {
    Map<String, BigDecimal> floors = Map.of("model", percent("80.0"), "store", percent("70.0"));
    Map<String, BigDecimal> measured = Map.of("model", percent("79.9"), "store", percent("70.1"));

    assertThat(Coverage.readFloors(Coverage.raised(floors, measured)))
        .isEqualTo(new TreeMap<>(Map.of("model", percent("80.0"), "store", percent("70.1"))));
  }

  private static Map<String, BigDecimal> measure() throws IOException {
    Set<String> withMainCode = modulesWith("src/main/java/");
    Set<String> withTests = modulesWith("src/test/java/");
    Map<String, BigDecimal> measured = new TreeMap<>();
    for (String module : withMainCode) {
      measured.put(module, withTests.contains(module) ? read(module) : percent("0.0"));
    }
    return measured;
  }

  private static BigDecimal read(String module) throws IOException {
    Path report = Checkout.root().resolve(module).resolve("target/site/jacoco/jacoco.csv");
    Needed.require(
        Files.isRegularFile(report),
        "the coverage report of %s is not there: ./mvnw verify writes it".formatted(module));
    return Coverage.read(Files.readString(report));
  }

  private static Set<String> modulesWith(String sources) {
    List<String> files = Checkout.trackedFiles();
    return Checkout.modules().stream()
        .filter(module -> !NOT_MEASURED.contains(module))
        .filter(module ->
            files.stream()
                .filter(file -> !file.endsWith("/package-info.java"))
                .anyMatch(file -> file.startsWith(module + "/" + sources)))
        .collect(Collectors.toSet());
  }

  private static BigDecimal percent(String text) {
    return new BigDecimal(text);
  }
}
