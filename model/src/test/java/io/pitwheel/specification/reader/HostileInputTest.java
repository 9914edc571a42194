package io.pitwheel.specification.reader;

import static io.pitwheel.specification.reader.Pipelines.TRAINING;
import static io.pitwheel.specification.reader.Pipelines.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Input made to exhaust time, memory or the stack is refused before it does. */
class HostileInputTest {
  private static final String ARGUMENT = "args: [hello]";

  @Test
  void refusesTextThatIsTooLongBeforeLookingAtIt() {
    assertRefused(" ".repeat(40_000_000), "document", "40000000 bytes (expected: at most 33554432");
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertRefused("ä".repeat(20_000_000), "document", "40000000 bytes (expected: at most 33554432");
  }

  @Test
  void refusesBytesThatAreNotText() {
    byte[] content = {'a', (byte) 0xC3, '('};

    assertThatThrownBy(() -> PipelineDocumentReader.read(content))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("bytes that are not UTF-8 (expected: text in UTF-8)");
  }

  @Test
  void refusesAliasesThatMultiplyTexts() {
    String text = "a: &a " + "x".repeat(1_000_000) + "\nb: [" + "*a, ".repeat(100) + "*a]\n";

    assertRefused(text, "b[66]", "expands to more than 67108864 characters");
  }

  @Test
  void refusesAliasesThatMultiplyLists() {
    var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level <= 20; level++) {
      String inner = "*a" + (level - 1);
      text.append(
          "a%d: &a%d [%s]%n"
              .formatted(
                  level,
                  level,
                  String.join(
                      ", ", List.of(inner, inner, inner, inner, inner, inner, inner, inner))));
    }

    assertRefused(text.toString(), "a7[", "expands to more than 67108864 characters");
  }

  @Test
  void refusesFiveHundredGraphsInsideOneAnother() {
    assertRefused(nested(500), "components.c99.dag.tasks.t", "graphs nested more than 100 deep");
  }

  @Test
  void readsFiftyGraphsInsideOneAnother() {
    assertThat(TaskGraph.of(PipelineDocumentReader.read(nested(50)).specification()).nodes())
        .hasSize(51);
  }

  /** Numbered graphs, each in the one before, the last an empty one. */
  private static String nested(int levels) {
    var text = new StringBuilder("components:\n");
    for (int level = 1; level < levels; level++) {
      text.append("  c%d: {dag: {%s}}%n".formatted(level, task(level + 1)));
    }
    return text.append("  c%d: {dag: {}}%n".formatted(levels))
        .append("root: {dag: {%s}}%n".formatted(task(1)))
        .append("pipelineInfo: {name: nested}\nschemaVersion: 2.1.0\nsdkVersion: kfp-2.17.0\n")
        .toString();
  }

  private static String task(int level) {
    return "tasks: {t: {componentRef: {name: c%d}, taskInfo: {name: t}}}".formatted(level);
  }

  @Test
  void refusesAliasesThatNestTooDeeply() {
    var text = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level <= 300; level++) {
      text.append("a%d: &a%d [*a%d]%n".formatted(level, level, level - 1));
    }

    assertRefused(text.toString(), "a", "values nested more than 200 deep");
  }

  @Test
  void refusesAnAliasToWhatEnclosesIt() {
    assertRefused(
        "a: &a [*a]\n", "a[0]", "the alias *a (expected: an anchor that ended before it)");
  }

  @Test
  void refusesDeepNestingInYaml() {
    assertRefused("a: " + "[".repeat(1_000_000), "a[0][0]", "values nested more than 200 deep");
  }

  @Test
  void refusesDeepNestingInJson() {
    assertRefused("{\"a\":".repeat(100_000), "a.a.a", "values nested more than 200 deep");
  }

  @Test
  void refusesDeepNestingInValues() {
    JsonValue value = JsonValue.ofNull();
    for (int level = 0; level < 50_000; level++) {
      value = JsonValue.listOf(List.of(value));
    }
    JsonObject document = new JsonObject(Map.of("root", value));

    assertThatThrownBy(() -> PipelineDocumentReader.readRequestBody(document))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("values nested more than 200 deep");
  }

  @Test
  void refusesMoreDocumentsThanAnyFileHas() {
    assertRefused("---\n".repeat(1_000_000), "document", "more than 100 documents");
  }

  @Test
  void refusesComponentsThatMultiply() {
    var components = new StringBuilder();
    for (int level = 0; level < 10; level++) {
      components.append("  comp-%d:%n    dag:%n      tasks:%n".formatted(level));
      for (int task = 0; task < 10; task++) {
        String inner = level == 9 ? "comp-prepare" : "comp-" + (level + 1);
        components.append("        t%d: {componentRef: {name: %s}}%n".formatted(task, inner));
      }
    }
    String text =
        with("components:\n", "components:\n" + components)
            .replace("{name: comp-train}", "{name: comp-0}");

    assertRefused(text, "components.comp-5.dag.tasks.t", "more than 100000 tasks");
  }

  @Test
  void refusesGraphsNestedDeeply() {
    var components = new StringBuilder();
    for (int level = 0; level < 5_000; level++) {
      components.append(
          "  comp-%d: {dag: {tasks: {t: {componentRef: {name: comp-%d}}}}}%n"
              .formatted(level, level + 1));
    }
    components.append("  comp-5000: {executorLabel: exec-train}\n");
    String text =
        with("components:\n", "components:\n" + components)
            .replace("{name: comp-train}", "{name: comp-0}");

    assertRefused(text, "components.comp-98.dag.tasks.t.componentRef.name", "nested more than 100");
  }

  @Test
  void namesTheBeginningOfALongCycle() {
    var tasks = new StringBuilder();
    for (int task = 0; task < 20_000; task++) {
      tasks.append(
          "      t%d: {componentRef: {name: comp-prepare}, dependentTasks: [t%d]}%n"
              .formatted(task, (task + 1) % 20_000));
    }

    assertRefused(with("    tasks:\n", "    tasks:\n" + tasks), "root.dag.tasks.t0", " -> …");
  }

  @Test
  void refusesNumbersThatAreNotFinite() {
    String path = "deploymentSpec.executors.exec-prepare.container.args[0]";

    assertRefused(with(ARGUMENT, "args: [.nan]"), path, ".nan (expected: a finite number)");
    assertRefused(with(ARGUMENT, "args: [-.inf]"), path, "-.inf (expected: a finite number)");
    assertRefused(
        with(ARGUMENT, "args: [1" + "0".repeat(350) + "]"), path, "0 (expected: a number between");
  }

  @Test
  void refusesTagsThatMakeObjects() {
    String path = "deploymentSpec.executors.exec-prepare.container.args[0]";

    assertRefused(
        with(ARGUMENT, "args: [!!python/object/apply:os.system [ls]]"),
        path,
        "the YAML tag tag:yaml.org,2002:python/object/apply:os.system");
    assertRefused(
        with(ARGUMENT, "args: [!!binary aGVsbG8=]"), path, "the YAML tag tag:yaml.org,2002:binary");
  }

  @Test
  void refusesHalfASurrogatePair() {
    JsonObject document =
        new JsonObject(
            Map.of("schemaVersion", JsonValue.of("2.1.0"), "sdkVersion", JsonValue.of("\uD800")));

    assertThatThrownBy(() -> PipelineDocumentReader.read(document, JsonObject.EMPTY))
        .isInstanceOf(PipelinesException.class)
        .hasMessageContaining("sdkVersion: a text with half a surrogate pair");
  }

  @Property(tries = 2000)
  void readsOrRefusesButNeverBreaksOnDamagedText(
      @ForAll @IntRange(max = 1_500) int position,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll @IntRange(max = 0x7F) int inserted) {
    int from = Math.min(position, TRAINING.length());
    int until = Math.min(from + cut, TRAINING.length());
    String damaged = TRAINING.substring(0, from) + (char) inserted + TRAINING.substring(until);

    try {
      assertThat(PipelineDocumentReader.read(damaged).specification().name()).isNotEmpty();
    } catch (PipelinesException refusal) {
      assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
      assertThat(refusal.path()).isNotEmpty();
    }
  }

  private static void assertRefused(String text, String pathBeginning, String messagePart) {
    assertThatThrownBy(() -> PipelineDocumentReader.read(text))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(refusal.path()).startsWith(pathBeginning);
              assertThat(refusal).hasMessageContaining(messagePart);
            });
  }
}
