package io.pitwheel.conformance.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pitwheel.value.JsonReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultComparisonTest {
  private static final String PIPELINE =
      """
      components:
        comp-train: {executorLabel: exec-train}
        comp-for-loop-1:
          dag:
            tasks:
              train-2: {componentRef: {name: comp-train}}
              train-3: {componentRef: {name: comp-train}}
      root:
        dag:
          tasks:
            train: {componentRef: {name: comp-train}}
            for-loop-1:
              componentRef: {name: comp-for-loop-1}
              parameterIterator: {itemInput: item}
      ---
      platforms: {}
      """;
  private static final String RESULT =
      """
      {"state": "SUCCEEDED", "tasks": [
        {"path": "train", "iteration": [], "outputs": {"parameters": {"Output": 4}}},
        {"path": "for-loop-1", "iteration": [], "outputs": {"parameters": {}}},
        {"path": "for-loop-1/train-2", "iteration": [1], "outputs": {"parameters": {"Output": 5}}},
        {"path": "for-loop-1/train-3", "iteration": [1], "outputs": {"parameters": {"Output": 6}}}
      ]}
      """;

  @Test
  void findsNothingWhereTheResultIsRight() {
    assertThat(compared(recorded("train", "4.0"))).isEmpty();
    assertThat(compared(recorded("for-loop-1-iteration-1/train", "5"))).isEmpty();
    assertThat(compared(recorded("for-loop-1-iteration-1/train", "6"))).isEmpty();
  }

  @Test
  void findsAWrongOutput() {
    assertThat(compared(recorded("train", "5")))
        .containsExactly("Output of train [] is [4] (expected: 5)");
    assertThat(compared(recorded("for-loop-1-iteration-1/train", "4"))).hasSize(1);
  }

  @Test
  void comparesOfAPlaceInTheRecordedRunTheNameAlone() {
    var graph = PipelineGraph.read(PIPELINE);
    var result = JsonReader.read(RESULT.replace("\"Output\": 4", "\"Output\": \"/data/run/file\""));
    var comparison = new ResultComparison(graph, result);

    Truth same = truthsOf(recorded("train", "\"<RUN>/out/file\"")).get("a.yaml");
    Truth other = truthsOf(recorded("train", "\"<RUN>/out/other\"")).get("a.yaml");

    assertThat(comparison.differencesFrom(Objects.requireNonNull(same))).isEmpty();
    assertThat(comparison.differencesFrom(Objects.requireNonNull(other))).hasSize(1);
  }

  @Test
  void findsAMissingIterationOrTask() {
    assertThat(compared(recorded("for-loop-1-iteration-0/train", "5"))).hasSize(1);
    assertThat(compared(recorded("test", "5"))).hasSize(1);
  }

  @Test
  void findsAWrongState() {
    assertThat(compared("{\"class\": \"fails by design\"}"))
        .containsExactly("state SUCCEEDED (expected: FAILED)");
    assertThat(
            compared(
                """
                {"class": "succeeds", "hand_expected": {"run state": "FAILED"},
                 "normalized": {"status": "succeeded"}}
                """))
        .containsExactly("state SUCCEEDED (expected: FAILED)");
  }

  @Test
  void findsAValueWorkedOutByHandAnywhere() {
    assertThat(compared("{\"hand_expected\": {\"Output\": 6}}")).isEmpty();
    assertThat(compared("{\"hand_expected\": {\"Output\": 7}}")).hasSize(1);
    assertThat(compared("{\"hand_expected\": {\"echo values of all\": [5, 8], \"why\": 9}}"))
        .hasSize(1);
  }

  @Test
  void comparesOnlyTheStateOfWhatDependsOnChance() {
    String entry =
        """
        {"nondeterministic": true, "normalized": {"status": "succeeded", "task_dirs":
          {"train": {"executor_output": {"parameterValues": {"Output": 99}}}}}}
        """;

    assertThat(compared(entry)).isEmpty();
  }

  @Test
  void expectsThatWhatTheRecordingRunnerCouldNotRunSucceeds() {
    assertThat(compared("{\"normalized\": {\"status\": \"failed\"}}")).isEmpty();
    assertThat(compared("{\"hand_expected\": {\"Output\": \"<run id>\"}}")).isEmpty();
  }

  @Test
  void givesAFreshFileWhereAnArgumentIsOnlyKnownToBeAPath() {
    Truth truth = truthsOf("{\"arguments\": {\"where\": \"<path>\"}}").values().iterator().next();

    assertThat(truth.withFiles(Path.of("/scratch")).arguments().values())
        .singleElement()
        .asString()
        .contains("/scratch/");
  }

  @Test
  void takesNumbersByValueAndObjectsInAnyOrder() {
    assertThat(isSame("{\"a\": 1, \"b\": [2.0]}", "{\"b\": [2], \"a\": 1.0}")).isTrue();
    assertThat(isSame("0.30000000000000004", "0.3")).isTrue();
    assertThat(isSame("1", "true")).isFalse();
    assertThat(isSame("1", "\"1\"")).isFalse();
    assertThat(isSame("[1, 2]", "[2, 1]")).isFalse();
    assertThat(isSame("[1]", "[1, 2]")).isFalse();
    assertThat(isSame("{\"a\": null}", "{}")).isFalse();
  }

  @Test
  void readsTheIndexWithQuotedCells() {
    String index =
        """
        source,path,valid,local_subprocess,features
        one,"a, b.yaml",valid,"yes (""as is"", nearly)",cf.if param.int
        two,c.yaml,invalid,reject-on-upload,
        three,d.yaml,valid,no: container,k8s.tolerations
        """;

    assertThat(CorpusRow.read(index))
        .extracting(CorpusRow::path, CorpusRow::isValid, Scope::reasonNotToRun)
        .containsExactly(
            tuple("a, b.yaml", true, Optional.empty()),
            tuple("c.yaml", false, Optional.empty()),
            tuple("d.yaml", true, Optional.of("no: container")));
  }

  private static List<String> compared(String entry) {
    var comparison = new ResultComparison(PipelineGraph.read(PIPELINE), JsonReader.read(RESULT));
    return comparison.differencesFrom(truthsOf(entry).values().iterator().next());
  }

  private static Map<String, Truth> truthsOf(String entry) {
    return Truth.read("{\"pipelines\": {\"a.yaml\": %s}}".formatted(entry));
  }

  private static String recorded(String folder, String output) {
    return """
    {"class": "succeeds", "normalized": {"status": "succeeded", "task_dirs":
      {"%s": {"executor_output": {"parameterValues": {"Output": %s}}}}}}
    """
        .formatted(folder, output);
  }

  private static boolean isSame(String one, String other) {
    return ResultComparison.same(JsonReader.read(one), JsonReader.read(other));
  }
}
