package io.pitwheel.cli.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.progress.ProgressFixture;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

final class ResultTableTest {
  @Test
  void showsATaskALineWithItsOutputs() {
    String document =
        """
        {"run_id": "run-1", "state": "FAILED",
         "outputs": {"parameters": {"best": 0.9}, "artifacts": {}},
         "error": {"code": 2, "message": "task for-loop-1/train failed", "path": "for-loop-1/train"},
         "tasks": [
           {"path": "for-loop-1/train", "iteration": [0], "state": "SUCCEEDED", "reason": null,
            "outputs": {"parameters": {"accuracy": 3, "words": "a\\nb"},
                        "artifacts": {"model": [{"uri": "/artifacts/model"}], "many": [{}, {}]}},
            "error": null},
           {"path": "for-loop-1/train", "iteration": [1], "state": "FAILED", "reason": null,
            "outputs": {"parameters": {}, "artifacts": {}},
            "error": {"code": 2, "message": "exit code 1\\nsecond line", "path": null}},
           {"path": "publish", "iteration": [], "state": "SKIPPED", "reason": "UPSTREAM_FAILED",
            "outputs": {"parameters": {}, "artifacts": {}}, "error": null}]}
        """;

    assertThat(lines(document))
        .isEqualTo(
            """
            TASK                 STATE      TIME  OUTPUTS
            for-loop-1/train[0]  SUCCEEDED  0.0s  accuracy=3, words=a\\nb, model: /artifacts/model, many (2 artifacts)
            for-loop-1/train[1]  FAILED     0.0s  exit code 1
            publish              SKIPPED          UPSTREAM_FAILED
            run run-1 of penguins FAILED in 10.0s
            outputs: best=0.9
            error: task for-loop-1/train failed\
            """);
  }

  @Test
  void showsManyIterationsInOneLine() {
    var tasks = new StringJoiner(",");
    for (int i = 0; i < 30; i++) {
      tasks.add(
          """
          {"path": "loop/train", "iteration": [%d], "state": "%s", "error": null,
           "outputs": {"parameters": {}, "artifacts": {}}}\
          """
              .formatted(i, i == 7 ? "FAILED" : "SUCCEEDED"));
    }

    assertThat(
            lines(
                """
                {"run_id": "run-1", "state": "SUCCEEDED", "outputs": {}, "error": null,
                 "tasks": [%s]}
                """
                    .formatted(tasks)))
        .contains("loop/train[30 iterations]  1 FAILED, 29 SUCCEEDED\n");
  }

  @Test
  void saysTheFolderOfAllArtifactsOnce() {
    String row =
        """
        {"path": "%s", "iteration": [], "state": "SUCCEEDED",
         "outputs": {"artifacts": {"model": [{"uri": "%s"}]}}}\
        """;
    String written =
        lines(
            """
            {"run_id": "run-1", "state": "SUCCEEDED", "outputs": {}, "tasks": [%s, %s]}
            """
                .formatted(
                    row.formatted("train", "/data/artifacts/penguins/1/train/1/model"),
                    row.formatted("tune", "/data/artifacts/penguins/1/tune/1/model")));

    assertThat(written)
        .contains("model: train/1/model\n")
        .contains("model: tune/1/model\n")
        .endsWith("\nartifacts are below /data/artifacts/penguins/1/");
  }

  @Test
  void saysAMessageOnceAndCutsLongOnes() {
    String failed =
        """
        {"path": "%s", "iteration": %s, "state": "FAILED",
         "outputs": {"parameters": {}, "artifacts": {}}, "error": {"message": "%s"}}\
        """;
    String written =
        lines(
            """
            {"run_id": "run-1", "state": "FAILED", "outputs": {}, "tasks": [%s, %s, %s, %s],
             "error": {"message": "root.dag.tasks.for-loop-1: exit code 3"}}
            """
                .formatted(
                    failed.formatted("for-loop-1", "[]", "exit code 3"),
                    failed.formatted("for-loop-1/train", "[2]", "exit code 3"),
                    failed.formatted("other", "[]", "x".repeat(1000)),
                    failed.formatted("third", "[]", "x".repeat(1000))));

    assertThat(written)
        .doesNotContain("exit code 3")
        .doesNotContain("error:")
        .containsOnlyOnce("x".repeat(160) + "… (840 characters more)");
  }

  private static String lines(String document) {
    return String.join(
        "\n",
        new ResultTable(
                ResultDocument.parse(document),
                ProgressFixture.penguins(),
                ProgressFixture.START.plusSeconds(10),
                Set.of("for-loop-1/train[2]"))
            .lines());
  }
}
