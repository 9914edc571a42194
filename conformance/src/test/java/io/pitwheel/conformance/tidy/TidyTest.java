package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.project.Checkout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds every tracked file to the convention page. The tests beside it show that rules bite. */
class TidyTest {
  private static final Set<String> BINARY = Set.of("png", "jpg", "ico", "gz", "zip", "jar");

  private static List<TextFile> files = List.of();
  private static List<JavaFile> javaFiles = List.of();

  @BeforeAll
  static void readTheCheckout() {
    files =
        Checkout.trackedFiles().stream()
            .filter(path -> !BINARY.contains(path.substring(path.lastIndexOf('.') + 1)))
            .map(TextFile::tracked)
            .toList();
    javaFiles = JavaFile.parse(files.stream().filter(TextFile::isJava).toList());
  }

  @Test
  void findsTheFilesItIsToCheck() {
    assertThat(files).hasSizeGreaterThan(100);
    assertThat(javaFiles).hasSizeGreaterThan(80);
  }

  @Test
  void namesAreWholeWords() {
    var rule = new NameRule(abbreviations());

    assertNone(javaFiles.stream().flatMap(file -> rule.check(file).stream()).toList());
  }

  @Test
  void filesMethodsAndParameterListsHaveAnEnd() {
    List<Finding> findings = new ArrayList<>();
    files.forEach(file -> findings.addAll(SizeRule.check(file)));
    javaFiles.forEach(file -> findings.addAll(SizeRule.check(file)));
    findings.addAll(SizeRule.checkPackages(javaFiles));

    assertNone(findings);
  }

  @Test
  void methodsHaveFewWaysThroughThem() {
    assertNone(javaFiles.stream().flatMap(file -> ComplexityRule.check(file).stream()).toList());
  }

  @Test
  void badHabitsStayOutside() {
    assertNone(javaFiles.stream().flatMap(file -> HabitRule.check(file).stream()).toList());
  }

  @Test
  void publicTypesAndPackagesAreDocumented() {
    List<Finding> findings = new ArrayList<>(DocumentationRule.checkPackages(javaFiles));
    javaFiles.forEach(file -> findings.addAll(DocumentationRule.check(file)));

    assertNone(findings);
  }

  @Test
  void noTextNamesRegistriesOrOneMachine() {
    assertNone(
        files.stream()
            .filter(file -> !file.isCompiledExample())
            .flatMap(file -> TextRule.check(file).stream())
            .toList());
  }

  @Test
  void manifestsSayEachThingOnce() {
    assertNone(
        YamlWindows.check(
            files.stream()
                .filter(file -> file.path().startsWith("deploy/"))
                .filter(file -> file.path().matches(".*\\.ya?ml"))
                .toList()));
  }

  @Test
  void productNamesStayInTheirPackages() {
    assertNone(files.stream().flatMap(file -> ProductNames.check(file).stream()).toList());
  }

  private static Map<String, String> abbreviations() {
    return Checkout.read("conformance/src/test/resources/tidy/abbreviations.csv")
        .lines()
        .map(line -> line.split(",", 2))
        .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
  }

  private static void assertNone(List<Finding> findings) {
    assertThat(findings)
        .withFailMessage(() ->
            "%d places break a convention:%n%s"
                .formatted(
                    findings.size(),
                    findings.stream()
                        .map(Finding::toString)
                        .sorted()
                        .collect(Collectors.joining("\n"))))
        .isEmpty();
  }
}
