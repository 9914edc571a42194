package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a task may expect of whatever runs its command. */
@Timeout(300)
abstract class TaskRunnerContract extends LauncherFixture {
  /** A task that runs a script in the runner under test. */
  abstract InstructionBuilder script(String script);

  /** How a script names the place at which it finds a volume. */
  abstract String placeOf(String mountPath);

  @Test
  void readsInputsAndWritesOutputs() throws IOException {
    Path input = data.resolve("artifacts/in");
    Files.createDirectories(input.getParent());
    Files.writeString(input, "rows");

    LaunchResult.Succeeded result =
        succeed(
            script("cat \"$0\" > \"$1\"; printf weights > \"$2\"; printf \"$3\" > own")
                .arguments(
                    "{{$.inputs.artifacts['data'].path}}",
                    "{{$.outputs.parameters['x'].output_file}}",
                    "{{$.outputs.artifacts['model'].path}}",
                    "it's \"quoted\" $HOME")
                .artifact("data", input.toString())
                .outputParameter("x", ParameterType.STRING)
                .outputArtifact("model", "system.Model"));

    assertThat(result.outputs().parameters()).isEqualTo(Map.of("x", JsonValue.of("rows")));
    assertThat(Path.of(artifact(result, "model").uri())).hasContent("weights");
    assertThat(Files.getOwner(output("model"))).isEqualTo(Files.getOwner(data));
  }

  @Test
  void tellsHowACommandFailed() {
    LaunchResult.Failed failed = fail(script("echo 'ValueError: no rows' >&2; exit 3"));

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.failure().message()).endsWith("exit code 3: ValueError: no rows");
    assertThat(failed.mayRetry()).isTrue();
  }

  @Test
  void givesVariablesOfTheComponentTheUserAndThePlatform() throws IOException {
    write("secrets/database/password", "swordfish\n");

    succeed(
        script("echo \"$COLOR $SHAPE $PASSWORD\"")
            .componentVariable("COLOR", "red")
            .variable("SHAPE", "round")
            .platform(new NeedsBuilder().secret("database", "password", "PASSWORD", null).build()));

    assertThat(log()).endsWith("red round swordfish\n");
  }

  @Test
  void letsNobodySetWhatIsSetForEveryAttempt() throws IOException {
    write("secrets/database/password", "swordfish");

    LaunchResult.Succeeded result =
        succeed(
            script("echo \"$PITWHEEL_TASK $TMPDIR ${PITWHEEL_VOLUME_X-unset}\"")
                .componentVariable("PITWHEEL_TASK", "forged")
                .variable("TMPDIR", "/elsewhere")
                .platform(
                    new NeedsBuilder()
                        .secret("database", "password", "PITWHEEL_VOLUME_X", null)
                        .build()));

    assertThat(log()).contains(runId()).doesNotContain("forged", "elsewhere", "swordfish");
    assertThat(result.warnings())
        .anySatisfy(warning ->
            assertThat(warning).contains("PITWHEEL_TASK was left aside", "the component"))
        .anySatisfy(warning -> assertThat(warning).contains("TMPDIR", "the run's options"))
        .anySatisfy(
            warning -> assertThat(warning).contains("PITWHEEL_VOLUME_X", "the platform document"));
  }

  @Test
  void hasVolumesThatOutliveTheTask() throws IOException {
    write("secrets/database/password", "swordfish");
    String shared = data.resolve("seen/shared").toString();
    String secret = data.resolve("seen/secret").toString();
    var platform =
        new NeedsBuilder()
            .claim("shared", shared, "")
            .secretVolume("database", secret, false)
            .build();

    succeed(
        script("cat %s/password > %s/file".formatted(placeOf(secret), placeOf(shared)))
            .platform(platform));
    succeed(script("cat %s/file".formatted(placeOf(shared))).platform(platform));

    assertThat(log()).endsWith("swordfish");
    assertThat(data.resolve("volumes/shared/file")).hasContent("swordfish");
  }

  @Test
  void endsACommandAfterItsTimeout() {
    LaunchResult.Failed failed =
        fail(script("trap '' TERM; while :; do sleep 1; done").timeout(Duration.ofSeconds(1)));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(failed.failure().message()).contains("the 1s it is allowed");
  }

  @Test
  void endsACommandThatIsStopped() {
    LaunchInstruction instruction = script("echo ready; sleep 1000").build();
    var result = CompletableFuture.supplyAsync(() -> launcher.launch(instruction));
    await(() -> log().contains("ready\n"));

    launcher.stop(instruction.taskId());

    assertThat(result.join()).isInstanceOf(LaunchResult.Stopped.class);
  }

  private void write(String path, String text) throws IOException {
    Path file = data.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
