package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalLauncherTest extends LauncherFixture {
  @Test
  void givesTheOutputsThatACommandWrites() {
    var instruction =
        shell("printf 3 > \"$0\"; printf weights > \"$1\"")
            .arguments(
                "{{$.outputs.parameters['count'].output_file}}",
                "{{$.outputs.artifacts['model'].path}}")
            .outputParameter("count", ParameterType.NUMBER_INTEGER)
            .outputArtifact("model", "system.Model");

    LaunchResult.Succeeded result = succeed(instruction);

    assertThat(result.outputs().parameters()).isEqualTo(Map.of("count", JsonValue.of(3)));
    Artifact model = artifact(result, "model");
    assertThat(model.id()).isEqualTo("artifact-1");
    assertThat(model.uri()).isEqualTo(output("model").toString());
    assertThat(model.schemaTitle()).isEqualTo("system.Model");
    assertThat(Path.of(model.uri())).hasContent("weights");
  }

  @Test
  void handsInputsOverAndKeepsTheLog() throws IOException {
    Path file = data.resolve("artifacts/data");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "rows");

    succeed(
        shell("echo \"$0\"; cat \"$1\"; echo wrong >&2")
            .arguments("{{$.inputs.parameters['text']}}", "{{$.inputs.artifacts['data'].path}}")
            .parameter("text", JsonValue.of("it's \"quoted\" $HOME"))
            .artifact("data", file.toString()));

    assertThat(log()).isEqualTo("it's \"quoted\" $HOME\nrowswrong\n");
  }

  @Test
  void takesTheReportOfAnSdkComponent() throws IOException {
    String report =
        """
        {"parameterValues": {"score": 0.5, "unknown": 1},
         "artifacts": {"metrics": {"artifacts": [
           {"name": "", "uri": "", "metadata": {"accuracy": 0.9}}]}}}
        """;

    LaunchResult.Succeeded result =
        succeed(
            shell("cat > \"$0\" <<'REPORT'\n" + report + "REPORT\n")
                .arguments("{{$.outputs.output_file}}")
                .outputParameter("score", ParameterType.NUMBER_DOUBLE)
                .outputArtifact("metrics", "system.Metrics"));

    assertThat(result.outputs().parameters()).isEqualTo(Map.of("score", JsonValue.of(0.5)));
    Artifact metrics = artifact(result, "metrics");
    assertThat(metrics.name()).isEqualTo("metrics");
    assertThat(metrics.metadata())
        .isEqualTo(JsonReader.read("{\"given\": \"before\", \"accuracy\": 0.9}"));
    assertThat(output("executor_output.json")).exists();
  }

  @Test
  void copiesAnArtifactFromThePlaceItsComponentSays() {
    LaunchResult.Succeeded result =
        succeed(
            shell(
                    "mkdir mine && printf w > mine/weights && printf '{\"artifacts\": {\"model\":"
                        + " {\"artifacts\": [{\"custom_path\": \"mine\"}]}}}' > \"$0\"")
                .arguments("{{$.outputs.output_file}}")
                .outputArtifact("model", "system.Model"));

    assertThat(artifact(result, "model").uri()).isEqualTo(output("model").toString());
    assertThat(output("model/weights")).hasContent("w");
  }

  @Test
  void clearsWhatAnAttemptOfTheSameNumberLeftThatTheDatabaseForgot() throws IOException {
    Files.createDirectories(output("model"));
    Files.writeString(output("model/stale"), "of the same attempt, before a restore");

    LaunchResult.Succeeded result =
        succeed(
            shell("mkdir \"$0\" && printf w > \"$0/weights\"")
                .arguments("{{$.outputs.artifacts['model'].path}}")
                .outputArtifact("model", "system.Model"));

    assertThat(artifact(result, "model").uri()).isEqualTo(output("model").toString());
    try (var files = Files.list(output("model"))) {
      assertThat(files).containsExactly(output("model/weights"));
    }
  }

  @Test
  void failsWithTheExitCodeAndTheLastLine() {
    LaunchResult.Failed failed = fail(shell("echo first; echo 'ValueError: no rows' >&2; exit 3"));

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.mayRetry()).isTrue();
    assertThat(failed.failure().code()).isEqualTo(ErrorCode.UNKNOWN);
    assertThat(failed.failure().message())
        .isEqualTo("the command ended with exit code 3: ValueError: no rows");
    assertThat(failed.failure().path()).isEqualTo("root.dag.tasks.loop.dag.tasks.train");
  }

  @Test
  void namesTheSignalThatEndedTheCommand() {
    LaunchResult.Failed failed = fail(shell("kill -KILL $$"));

    assertThat(failed.failure().message()).contains("exit code 137 (signal 9)");
  }

  @Test
  void failsWhenADeclaredParameterIsNotProduced() {
    LaunchResult.Failed failed =
        fail(shell("true").outputParameter("count", ParameterType.NUMBER_INTEGER));

    assertThat(failed.failure().message())
        .contains("\"count\"")
        .contains(output("executor_output.json").toString())
        .contains("parameters/count");
    assertThat(failed.mayRetry()).isTrue();
  }

  @Test
  void failsWhenADeclaredArtifactIsNotProducedUnlessItIsOfMetrics() {
    LaunchResult.Failed failed =
        fail(
            shell("true")
                .outputArtifact("model", "system.Model")
                .outputArtifact("metrics", "system.Metrics"));

    assertThat(failed.failure().message()).contains("\"model\"", output("model").toString());
    succeed(shell("true").outputArtifact("metrics", "system.ClassificationMetrics"));
  }

  @Test
  void showsTasksANamedPartOfTheEnvironmentOnly() {
    launcher.close();
    launcher =
        launcher(
            Map.of(
                "PITWHEEL_TOKEN",
                "secret",
                "LANG",
                "C.UTF-8",
                "HTTPS_PROXY",
                "http://proxy",
                "PIP_TIMEOUT",
                "7",
                "COLOR",
                "server"));

    succeed(
        shell("env")
            .componentVariable("COLOR", "component")
            .componentVariable("SHAPE", "component")
            .variable("SHAPE", "user"));

    assertThat(log())
        .contains(
            "LANG=C.UTF-8\n",
            "HTTPS_PROXY=http://proxy\n",
            "PIP_TIMEOUT=7\n",
            "COLOR=component\n",
            "SHAPE=user\n",
            "PITWHEEL_TASK=" + runId() + "/4/2/1\n",
            "TMPDIR=" + data.resolve("work/" + runId() + "/loop/train/2-1/tmp") + "\n")
        .doesNotContain("PITWHEEL_TOKEN", "secret");
  }

  @Test
  void leavesNoWorkFolderBehind() {
    succeed(shell("touch here; touch \"$TMPDIR\"/there; mkdir locked; chmod 500 locked"));
    fail(shell("touch here; exit 1"));

    assertThat(data.resolve("work/" + runId() + "/loop/train/2-1")).doesNotExist();
  }

  @Test
  void startsInAFreshFolder() throws IOException {
    Path left = data.resolve("work/" + runId() + "/loop/train/2-1/left");
    Files.createDirectories(left);
    Files.createDirectories(output(""));
    Files.writeString(output("executor_output.json"), "{\"parameterValues\": {\"a\": \"old\"}}");

    LaunchResult.Failed failed =
        fail(shell("test ! -e left").outputParameter("a", ParameterType.STRING));

    assertThat(failed.failure().message()).contains("was not produced");
  }

  @Test
  void namesTheCommandThatIsNotThere() {
    LaunchResult.Failed failed =
        fail(InstructionBuilder.command(data, "no-such-program").image("tools:1"));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failed.failure().message())
        .contains("command \"no-such-program\"", "loop/train", "PATH", "container", "tools:1");
    assertThat(failed.mayRetry()).isFalse();
  }

  @Test
  void saysThatTheImageIsIgnored() {
    assertThat(succeed(shell("true").image("python:3.11")).warnings())
        .containsExactly("image python:3.11 ignored by the process runner");
  }

  @Test
  void warnsOfAnInputThatIsNotThere() {
    String gone = data.resolve("artifacts/gone").toString();

    assertThat(succeed(shell("true").artifact("data", gone)).warnings())
        .singleElement()
        .asString()
        .contains("data", gone);
  }

  @Test
  void refusesNamesThatLeadOutOfTheirFolder() {
    for (String name : List.of("../escape", "a/b", "..", ".", "", "nul\0")) {
      for (InstructionBuilder instruction :
          List.of(
              shell("true").outputParameter(name, ParameterType.STRING),
              shell("true").outputArtifact(name, "system.Model"),
              shell("true").path("loop", name),
              shell("true").runId(name))) {
        LaunchResult.Failed failed = fail(instruction);

        assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(failed.mayRetry()).isFalse();
      }
    }
  }

  @Test
  void refusesWhatNoProgramCanBeGiven() {
    LaunchResult.Failed nul =
        fail(
            shell("true")
                .arguments("{{$.inputs.parameters['x']}}")
                .parameter("x", JsonValue.of("a\0b")));
    LaunchResult.Failed large =
        fail(
            shell("true")
                .arguments("{{$.inputs.parameters['x']}}")
                .parameter("x", JsonValue.of("ä".repeat(70_000))));

    assertThat(nul.failure().message()).contains("element 3", "NUL");
    assertThat(large.failure().message()).contains("element 3", "140000 bytes", "131071");
    assertThat(large.mayRetry()).isFalse();
  }

  @Test
  void namesThePathThatCannotBeWritten() throws IOException {
    Files.writeString(data.resolve("logs"), "a file where a folder must be");
    assertThat(fail(shell("true")).failure().message()).contains(data.resolve("logs").toString());
    Files.delete(data.resolve("logs"));

    Files.createDirectories(data.resolve("work"));
    Files.writeString(data.resolve("work/" + runId()), "in the way");
    assertThat(fail(shell("true")).failure().message())
        .contains(data.resolve("work/" + runId()).toString());
    Files.delete(data.resolve("work/" + runId()));

    Files.writeString(data.resolve("artifacts"), "");
    assertThat(fail(shell("true")).failure().message())
        .contains(data.resolve("artifacts").toString());
  }

  @Test
  void goesOnWhenTheDiskIsFullForTheLog() throws IOException {
    Files.createDirectories(logFile().getParent());
    Files.createSymbolicLink(logFile(), Path.of("/dev/full"));

    LaunchResult.Succeeded result = succeed(shell("echo hello; echo again"));

    assertThat(result.warnings()).singleElement().asString().contains("No space left", "1.log");
  }

  @Test
  void namesTheOutputThatIsNoTextFile() throws IOException {
    for (String script :
        List.of("mkdir \"$0\"", "ln -s /dev/zero \"$0\"", "printf '\\377' > \"$0\"")) {
      LaunchResult.Failed failed =
          fail(
              shell(script)
                  .arguments("{{$.outputs.parameters['x'].output_file}}")
                  .outputParameter("x", ParameterType.STRING));

      assertThat(failed.failure().message()).contains("\"x\"", "expected: a text file");
    }
  }

  @Test
  void runsManyAttemptsAtOnce() {
    List<LaunchResult> results =
        Stream.iterate(0, index -> index + 1)
            .limit(40)
            .parallel()
            .map(index ->
                launcher.launch(
                    shell("printf \"$0\" > \"$1\"")
                        .runId("run-" + index)
                        .outputLocation(data.resolve("artifacts/run-" + index).toString())
                        .arguments("number " + index, "{{$.outputs.parameters['x'].output_file}}")
                        .outputParameter("x", ParameterType.STRING)
                        .build()))
            .toList();

    for (int i = 0; i < results.size(); i++) {
      assertThat(results.get(i))
          .isInstanceOfSatisfying(
              LaunchResult.Succeeded.class,
              result -> assertThat(result.outputs().parameters()).hasSize(1));
    }
  }
}
