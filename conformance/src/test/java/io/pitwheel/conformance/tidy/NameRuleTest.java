package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameRuleTest {
  private final NameRule rule =
      new NameRule(Map.of("cfg", "configuration", "req", "request", "config", "settings"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Runs { int cfg; }",
        "class Runs { int defaultCfg; }",
        "class Runs { static final int MAX_CFG = 1; }",
        "class Runs { void sendReq() {} }",
        "class ReqQueue {}",
        "record Runs(int reqCount) {}",
        "class Runs { void send(Object x) { if (x instanceof String req) {} } }",
        "class Runs { java.util.function.IntUnaryOperator twice = n -> n + n; }",
        "class Runs { void send() { try { send(); } catch (RuntimeException e) { throw e; } } }",
        "class Runs { int i; }",
        "class Runs { void send(int rs) {} }",
        "class RunManager {}",
        "class JdbcRunStoreImpl {}",
        "interface RunUtils {}",
        "record TaskInfo() {}",
        "enum TaskData { }"
      })
  void findsShortenedNamesAndEmptySuffixes(String code) {
    assertThat(check(code)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Runs<T> { T first; }",
        "class Runs { void count() { for (int i = 0; i < 3; i++) {} } }",
        "class Runs { void skip(Object given) { if (given instanceof String _) {} } }",
        "class Runs { void start(java.time.Instant at, String id) {} }",
        "class Runs { @Override public void execReq() {} }",
        "enum Kind { TASK_CONFIG, OTHER; }",
        "class Manager2Database {}",
        "class Required { int requirement; int configurations; }"
      })
  void leavesWholeWordsAlone(String code) {
    assertThat(check(code)).isEmpty();
  }

  @Test
  void refusesPackagesWithoutAMeaning() {
    var file = JavaFile.parse("a/Runs.java", "package io.pitwheel.common;\nclass Runs {}");

    assertThat(rule.check(file)).extracting(Finding::line).containsExactly(1L);
  }

  @Test
  void saysWhereAndWhatToWriteInstead() {
    var file = JavaFile.parse("a/Runs.java", "class Runs {\n  int cfg;\n}");

    assertThat(rule.check(file))
        .extracting(Finding::toString)
        .containsExactly("a/Runs.java:2 name 'cfg': write 'configuration' for 'cfg'");
  }

  private List<Finding> check(String code) {
    return rule.check(JavaFile.parse("a/Runs.java", code));
  }
}
