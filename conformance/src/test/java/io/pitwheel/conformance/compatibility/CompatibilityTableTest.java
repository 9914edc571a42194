package io.pitwheel.conformance.compatibility;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.behaviour.BehaviourCase;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.conformance.project.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the table in docs against the rows and the rows against the tests they name. {@code
 * -Dpitwheel.rewrite=true} writes the table anew.
 */
class CompatibilityTableTest {
  private static final Path RESOURCES = Checkout.root().resolve("conformance/src/test/resources");
  private static final Path TABLE = Checkout.root().resolve("docs/compatibility/README.md");
  private static final Path SHARED = Checkout.shared();
  private static final Pattern NAME = Pattern.compile("`([a-z0-9]+\\.[a-z0-9._-]+)`");
  private static final String CASE = "behaviour/";
  private static final String HEAD =
      """
      # What of the pipeline language works

      One row for each feature of the compiled form of pipelines, under the name that the index of the corpus has for it.
      A test of `conformance` writes this page and refuses a row whose test is not there.
      `behaviour/…` is a case of the behaviour suite in `conformance/src/test/resources`, which any engine can run.
      What the platform document means on one machine stands in [one-machine.md](../one-machine.md).

      | Feature | Status | Tests |
      |---|---|---|
      """;

  private final List<Feature> features =
      Feature.read(Checkout.read("conformance/src/test/resources/compatibility/features.csv"));

  @Test
  void pageIsWhatTheRowsSay() throws IOException {
    String page = HEAD + features.stream().map(Feature::line).collect(joining("\n")) + "\n";
    if (Boolean.getBoolean("pitwheel.rewrite")) {
      Files.writeString(TABLE, page);
    }

    assertThat(Files.readString(TABLE))
        .as("write it anew with -Dpitwheel.rewrite=true")
        .isEqualTo(page);
  }

  @Test
  void everyRowNamesTestsThatAreThere() {
    Set<String> methods = testMethods();

    assertThat(features)
        .allSatisfy(feature ->
            assertThat(feature.tests())
                .as(feature.name())
                .isNotEmpty()
                .allMatch(test -> test.startsWith(CASE) || methods.contains(test)));
  }

  @Test
  void everyCaseThatARowNamesIsAboutIt() {
    for (Feature feature : features) {
      for (String test : feature.tests()) {
        if (test.startsWith(CASE)) {
          Path folder = RESOURCES.resolve(test);
          assertThat(folder).as(feature.name()).isDirectory();
          assertThat(BehaviourCase.read(folder, "folder").features())
              .as(test)
              .contains(feature.name());
        }
      }
    }
  }

  @Test
  void everyFeatureOfACaseHasARow() {
    assertThat(names())
        .containsAll(
            BehaviourCase.folders(RESOURCES).stream()
                .flatMap(folder -> BehaviourCase.read(folder, "folder").features().stream())
                .collect(toSet()));
  }

  @Test
  void whatIsPartialSaysInASentenceWhatIsMissing() {
    assertThat(features)
        .allSatisfy(feature -> {
          assertThat(feature.isPartial())
              .as(feature.name())
              .isEqualTo(!feature.missing().isEmpty());
          assertThat(feature.missing()).matches("|[A-Z].*\\.");
        });
  }

  @Test
  void everyFeatureOfTheInventoryAndOfTheCorpusHasARow() throws IOException {
    Path inventory = SHARED.resolve("reference/ir-features.md");
    Path index = SHARED.resolve("corpus/index.csv");
    Needed.require(
        Files.isRegularFile(inventory) && Files.isRegularFile(index),
        "no inventory of features to hold the table against");
    Set<String> known = new TreeSet<>();
    for (String line : Files.readAllLines(inventory)) {
      if (line.startsWith("|")) {
        NAME.matcher(line.split("\\|")[1]).results().forEach(match -> known.add(match.group(1)));
      }
    }
    List<String> lines = Files.readAllLines(index);
    int column = List.of(lines.getFirst().split(",")).indexOf("features");
    int fromTheEnd = lines.getFirst().split(",").length - column;
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Stream.of(cells[cells.length - fromTheEnd].split(" "))
          .filter(name -> !name.isEmpty())
          .forEach(known::add);
    }

    assertThat(known).hasSizeGreaterThan(100);
    assertThat(names()).containsAll(known);
  }

  private Set<String> names() {
    return features.stream().map(Feature::name).collect(toSet());
  }

  static Set<String> testMethods() {
    var method = Pattern.compile("\\bvoid (\\w+)\\(");
    var methods = new TreeSet<String>();
    Checkout.trackedFiles().stream()
        .filter(path -> path.endsWith("Test.java") || path.endsWith("Contract.java"))
        .forEach(path -> {
          String file = path.substring(path.lastIndexOf('/') + 1);
          String type = file.substring(0, file.length() - ".java".length());
          method
              .matcher(Checkout.read(path))
              .results()
              .forEach(match -> methods.add(type + "." + match.group(1)));
        });
    return methods;
  }
}
