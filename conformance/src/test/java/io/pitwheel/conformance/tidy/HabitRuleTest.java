package io.pitwheel.conformance.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HabitRuleTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Runs { void send() throws Exception { Thread.sleep(5); } }",
        "class Runs { void send() throws Exception { java.lang.Thread.sleep(5); } }",
        "class Runs { void send() throws Exception { TimeUnit.SECONDS.sleep(5); } }",
        "class Runs { void send(Exception failure) { failure.printStackTrace(); } }",
        "class Runs { void send() { try { send(); } catch (RuntimeException exception) { } } }",
        "class RunsTest { @Disabled void send() {} }",
        "class RunsTest { @Disabled(\"slow\") void send() {} }",
        "import org.mockito.Mockito; class RunsTest {}",
        "import static org.mockito.Mockito.mock; class RunsTest {}",
        "class Runs { @SuppressWarnings(\"unchecked\") void send() {} }"
      })
  void findsBadHabits(String code) {
    assertThat(check(code)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Runs { @SuppressWarnings(\"unchecked\") // erased above\n void send() {} }",
        "class Runs {\n // The type is erased above.\n @SuppressWarnings(\"unchecked\")\n int a; }",
        "class Runs { void send() { try { send(); } catch (RuntimeException exception) {\n"
            + " // It is closed already.\n } } }",
        "class Runs { void send(Clock clock) { clock.sleep(5); } }"
      })
  void leavesTheRestAlone(String code) {
    assertThat(check(code)).isEmpty();
  }

  private static List<Finding> check(String code) {
    return HabitRule.check(JavaFile.parse("a/Runs.java", code));
  }
}
