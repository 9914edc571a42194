package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SizeRuleTest {
  @Test
  void findsAFileThatIsTooLong() {
    assertThat(SizeRule.check(fileOf(SizeRule.LONGEST_FILE + 1))).hasSize(1);
    assertThat(SizeRule.check(fileOf(SizeRule.LONGEST_FILE))).isEmpty();
  }

  @Test
  void doesNotMeasureTables() {
    var table = new TextFile("docs/table.csv", "row\n".repeat(SizeRule.LONGEST_FILE + 1));

    assertThat(SizeRule.check(table)).isEmpty();
  }

  @Test
  void findsAMethodThatIsTooLong() {
    assertThat(check(methodOf(SizeRule.LONGEST_METHOD + 1))).hasSize(1);
    assertThat(check(methodOf(SizeRule.LONGEST_METHOD))).isEmpty();
  }

  @Test
  void findsTooManyParameters() {
    String six = "int one, int two, int three, int four, int five, int six";

    assertThat(check("class Runs { void send(%s) {} }".formatted(six))).hasSize(1);
    assertThat(check("class Runs { Runs(%s) {} }".formatted(six))).hasSize(1);
    assertThat(check("record Runs(%s) { Runs {} }".formatted(six))).isEmpty();
    assertThat(check("record Runs(%s) { void send(%s) {} }".formatted(six, six))).hasSize(1);
    assertThat(check("class Runs { @Override void send(%s) {} }".formatted(six))).isEmpty();
    assertThat(check("interface Runs { void send(%s); }".formatted(six))).hasSize(1);
  }

  @Test
  void findsAPackageWithTooManyFiles() {
    assertThat(SizeRule.checkPackages(filesOfOnePackage(SizeRule.MOST_FILES + 1))).hasSize(1);
    assertThat(SizeRule.checkPackages(filesOfOnePackage(SizeRule.MOST_FILES))).isEmpty();
  }

  private static List<JavaFile> filesOfOnePackage(int count) {
    return JavaFile.parse(
        IntStream.range(0, count)
            .mapToObj(number ->
                new TextFile("a/Run%d.java".formatted(number), "class Run%d {}".formatted(number)))
            .toList());
  }

  private static List<Finding> check(String code) {
    return SizeRule.check(JavaFile.parse("a/Runs.java", code));
  }

  private static TextFile fileOf(int lines) {
    return new TextFile("a/runs.py", "pass\n".repeat(lines));
  }

  private static String methodOf(int lines) {
    return "class Runs { void send() {" + "\n".repeat(lines - 1) + "} }";
  }
}
