package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  // Put together here, else this file would break the rule it tests.
  private static final String DOT = ".";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "see pypi@org/simple",
        "https://files@pythonhosted@org/x",
        "https://repo1@maven@org/maven2",
        "https://registry@npmjs@org",
        "proxy@golang@org",
        "FROM ghcr@io/some/image",
        "cd %work/main",
        "open('%home/someone/x')",
        "TO" + "DO later",
        "TO" + "DO: later",
        "FIX" + "ME"
      })
  void findsWhatNoTextSays(String line) {
    String seeded = line.replace("@", DOT).replace("%", "/");

    assertThat(TextRule.check(new TextFile("a/run.py", seeded))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://maven.apache.org/POM/4.0.0",
        "see https://www.apache.org/licenses/",
        "DATA/work/x and ~/work/y and $HOME/work/z",
        "TO" + "DO(#12) later",
        "registry.find(name)",
        "mktemp -d XXXXXX"
      })
  void leavesOtherTextAlone(String line) {
    assertThat(TextRule.check(new TextFile("a/run.py", line))).isEmpty();
  }

  @Test
  void findsAViewOutOfTheCheckout() {
    String line = "open('.." + "/shared/corpus')";

    assertThat(TextRule.check(new TextFile("store/src/main/java/Runs.java", line))).hasSize(1);
    assertThat(TextRule.check(new TextFile("conformance/src/test/java/Runs.java", line))).isEmpty();
  }

  @Test
  void findsRepeatedYaml() {
    var one = new TextFile("deploy/one.yaml", linesOf(YamlWindows.WINDOW));
    var two = new TextFile("deploy/two.yaml", "kind: Other\n" + one.text().indent(2));

    assertThat(YamlWindows.check(List.of(one, two)))
        .extracting(Finding::toString)
        .containsExactly("deploy/two.yaml:2 8 lines or more stand at deploy/one.yaml:1 too");
  }

  @Test
  void reportsALongCopyOnce() {
    var one = new TextFile("deploy/one.yaml", linesOf(3 * YamlWindows.WINDOW));
    var two = new TextFile("deploy/two.yaml", one.text());

    assertThat(YamlWindows.check(List.of(one, two))).hasSize(1);
  }

  @Test
  void allowsShortRepetitions() {
    var one = new TextFile("deploy/one.yaml", linesOf(YamlWindows.WINDOW - 1));
    var two = new TextFile("deploy/two.yaml", "# a comment\n---\n" + one.text());

    assertThat(YamlWindows.check(List.of(one, two))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"new SQLiteDataSource()", "mysqlUrl", "S3Client", "// put it on s3", "AzureBlob"})
  void findsProductNamesOutsideTheirHome(String line) {
    String path = "driver/src/main/java/io/pitwheel/driver/Driver.java";

    assertThat(ProductNames.check(new TextFile(path, line))).hasSize(1);
  }

  @Test
  void allowsProductNamesAtHomeAndInTests() {
    String line = "new SQLiteDataSource()";

    String home = "store/src/main/java/io/pitwheel/store/sqlite/SqliteStores.java";

    assertThat(ProductNames.check(new TextFile(home, line))).isEmpty();
    assertThat(ProductNames.check(new TextFile("driver/src/test/java/A.java", line))).isEmpty();
    assertThat(ProductNames.check(new TextFile("driver/src/main/java/A.java", "abs3(x)")))
        .isEmpty();
  }

  private static String linesOf(int count) {
    return IntStream.range(0, count)
        .mapToObj("key%d: value"::formatted)
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
