package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No engine runs where this is built: a script stands in for the engine's client. */
class ContainerTaskTest extends LauncherFixture {
  @TempDir Path programs;

  @BeforeEach
  void standInForDocker() throws IOException {
    try (InputStream script = getClass().getResourceAsStream("standing-in-for-docker.sh")) {
      Files.copy(script, programs.resolve("docker"));
    }
    programs.resolve("docker").toFile().setExecutable(true);
    launcher.close();
    launcher = launcher(Map.of("PATH", programs + ":/usr/bin:/bin"));
  }

  @Test
  void runsTheCommandInItsImage() throws IOException {
    Path input = data.resolve("artifacts/in");
    Files.createDirectories(input.getParent());
    Files.writeString(input, "rows");

    LaunchResult.Succeeded result =
        succeed(
            shell("cat \"$0\" > \"$1\"; echo \"$COLOR\"")
                .image("tools:1")
                .runner("container")
                .arguments(
                    "{{$.inputs.artifacts['data'].path}}",
                    "{{$.outputs.parameters['x'].output_file}}")
                .artifact("data", input.toString())
                .variable("COLOR", "secret colour")
                .outputParameter("x", ParameterType.STRING));

    assertThat(result.outputs().parameters()).isEqualTo(Map.of("x", JsonValue.of("rows")));
    assertThat(result.warnings()).isEmpty();
    assertThat(log()).isEqualTo("image tools:1\nsecret colour\n");
    String work = data.resolve("work/" + runId() + "/loop/train/2-1").toString();
    assertThat(asked())
        .containsSubsequence("run", "--rm", "--name", "pitwheel-" + runId() + "-4-2-1")
        .contains("pitwheel.io/task=" + runId() + "/4/2/1", "pitwheel.io/run=" + runId())
        .containsSubsequence("--env", "COLOR")
        .containsSubsequence(
            "--mount", "type=bind,source=%s,target=%s,readonly".formatted(input, input))
        .containsSubsequence("--mount", "type=bind,source=%s,target=%s".formatted(work, work))
        .containsSubsequence(
            "--mount",
            "type=bind,source=%s,target=%s"
                .formatted(output("x").getParent(), output("x").getParent()))
        .containsSubsequence("--workdir", work, "--entrypoint", "sh", "tools:1", "-c")
        .noneMatch(word -> word.contains("secret colour"));
  }

  @Test
  void takesNothingThatAContainerOnlyPointsTo() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "hunter2");

    LaunchResult.Failed failed =
        fail(
            shell("rm -rf \"${0%/*}\"; ln -s " + data + " \"${0%/*}\"")
                .image("tools:1")
                .runner("container")
                .arguments("{{$.outputs.parameters['secret'].output_file}}")
                .outputParameter("secret", ParameterType.STRING));

    assertThat(failed.failure().message())
        .contains("\"secret\"", "outside of what the command shares")
        .doesNotContain("hunter2");
    assertThat(secret).exists();
  }

  @Test
  void copiesNoFileThatAContainerOnlyNames() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "hunter2");
    String report =
        "{\"artifacts\": {\"model\": {\"artifacts\": [{\"custom_path\": \"%s\"}]}}}"
            .formatted(secret);

    LaunchResult.Failed failed =
        fail(
            shell("mkdir -p \"${0%/*}\"; echo '" + report + "' > \"$0\"")
                .image("tools:1")
                .runner("container")
                .arguments("{{$.outputs.output_file}}")
                .outputArtifact("model", "system.Model"));

    assertThat(failed.failure().message())
        .contains("\"model\"", secret.toString(), "outside of what the command shares");
  }

  @Test
  void mountsNoFileThatATaskBeforeOnlyNamed() throws IOException {
    Path secret = Files.writeString(data.resolve("secret"), "hunter2");

    LaunchResult.Failed failed =
        fail(
            shell("cat \"$0\"")
                .image("tools:1")
                .runner("container")
                .arguments("{{$.inputs.artifacts['data'].path}}")
                .artifact("data", secret.toString()));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failed.failure().message()).contains(secret.toString(), "objectStore.localFolders");
    assertThat(programs.resolve("asked")).content().doesNotContain("run");
  }

  @Test
  void keepsTheEntryPointOfAnImageWithoutCommand() throws IOException {
    succeed(InstructionBuilder.command(data).image("tools:1").arguments("one", "two three"));

    assertThat(log()).isEqualTo("image tools:1\none two three\n");
    assertThat(asked()).doesNotContain("--entrypoint");
  }

  @Test
  void choosesAContainerWhenTheCommandIsNotHere() {
    assertThat(fail(InstructionBuilder.command(data, "no-such-program").image("tools:1")))
        .satisfies(failed -> assertThat(log()).startsWith("image tools:1\n"));
  }

  @Test
  void choosesAProcessWhenTheCommandIsHere() throws IOException {
    assertThat(succeed(shell("true").image("tools:1")).warnings()).hasSize(1);
    assertThat(programs.resolve("asked")).doesNotExist();
  }

  @Test
  void asksForTheEngineOnce() throws IOException {
    succeed(shell("true").image("tools:1").runner("container"));
    succeed(shell("true").image("tools:1").runner("container"));

    assertThat(asked()).filteredOn("info"::equals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"container", "auto"})
  void saysThatNoEngineAnswers(String runner) throws IOException {
    Files.createFile(programs.resolve("silent"));

    LaunchResult.Failed failed =
        fail(InstructionBuilder.command(data).image("tools:1").runner(runner));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failed.failure().message()).contains("docker", "podman");
    assertThat(failed.mayRetry()).isFalse();
  }

  @Test
  void saysThatAContainerNeedsAnImage() {
    assertThat(fail(shell("true").runner("container")).failure().message()).contains("no image");
  }

  @Test
  void tellsAnEngineThatFailedFromACommandThatDid() {
    LaunchResult.Failed failed = fail(shell("exit 125").image("tools:1").runner("container"));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failed.failure().message()).contains("tools:1", "docker");
  }

  @Test
  void removesTheContainerOfATaskThatIsEnded() throws IOException {
    fail(shell("sleep 1000").image("tools:1").runner("container").timeout(Duration.ofMillis(200)));

    assertThat(asked()).containsSubsequence("rm", "--force", "pitwheel-" + runId() + "-4-2-1");
  }

  @Test
  void removesContainersThatAKilledServerLeftBehind() throws IOException, InterruptedException {
    launcher.endOrphans(List.of(runId()));

    assertThat(asked())
        .containsSubsequence(
            "ps", "--all", "--quiet", "--filter", "label=pitwheel.io/run=" + runId())
        .containsSubsequence("rm", "--force", "container-of-another-life");
  }

  @Test
  void fetchesAnImageThatIsNotHereIntoTheLog() throws IOException {
    Files.createFile(programs.resolve("no-image"));

    succeed(shell("echo hello").image("tools:1").runner("container"));

    assertThat(log())
        .isEqualTo(
            "[pitwheel] pulling image tools:1 with docker\nlayer 1 of 2\nlayer 2 of 2\n"
                + "image tools:1\nhello\n");
    assertThat(asked()).containsSubsequence("pull", "tools:1", "--", "run", "--pull", "never");
  }

  @Test
  void keepsToThePullPolicy() throws IOException {
    succeed(
        shell("true")
            .image("tools:1")
            .runner("container")
            .platform(new NeedsBuilder().imagePull("Always").build()));
    assertThat(asked()).containsSubsequence("pull", "tools:1");

    Files.createFile(programs.resolve("no-image"));
    LaunchResult.Failed failed =
        fail(
            shell("true")
                .image("tools:1")
                .runner("container")
                .platform(new NeedsBuilder().imagePull("Never").build()));

    assertThat(failed.failure().message()).contains("tools:1", "Never");
    assertThat(failed.mayRetry()).isFalse();
  }

  @Test
  void saysThatAnImageCannotBeFetched() throws IOException {
    Files.createFile(programs.resolve("no-image"));
    Files.createFile(programs.resolve("no-registry"));

    LaunchResult.Failed failed = fail(shell("true").image("tools:1").runner("container"));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.UNAVAILABLE);
    assertThat(failed.failure().message()).contains("tools:1", "docker");
    assertThat(log()).contains("no such image at the registry");
    assertThat(asked()).doesNotContain("run");
  }

  @Test
  void keepsToLimitsAndCarriesLabels() throws IOException {
    LaunchResult.Succeeded result =
        succeed(
            shell("true")
                .image("tools:1")
                .runner("container")
                .resources(new ContainerResources("1", "1500m", "1Gi", "2G", "nvidia.com/gpu", "2"))
                .platform(
                    new NeedsBuilder()
                        .label("team", "blue")
                        .volume(new SharedMemoryVolume<>("1Mi"))
                        .user(new RunningUser(5L, null, null))
                        .imagePull("", "registry")
                        .build()));

    assertThat(asked())
        .containsSubsequence("--cpus", "1.5")
        .containsSubsequence("--memory", "2000000000")
        .containsSubsequence("--memory-reservation", "1073741824")
        .containsSubsequence("--gpus", "2")
        .containsSubsequence("--shm-size", "1048576")
        .containsSubsequence("--label", "team=blue");
    assertThat(result.warnings())
        .hasSize(3)
        .anySatisfy(warning -> assertThat(warning).contains("cpu request 1"))
        .anySatisfy(warning -> assertThat(warning).contains("user 5"))
        .anySatisfy(warning -> assertThat(warning).contains("registry"));
  }

  @Test
  void refusesALimitThatIsNoQuantity() {
    LaunchResult.Failed failed =
        fail(
            shell("true")
                .image("tools:1")
                .runner("container")
                .resources(new ContainerResources("", "", "", "much", "", "")));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
    assertThat(failed.failure().message())
        .contains("loop/train", "memory limit", "\"much\"", "2Gi");
  }

  @Test
  void bindsVolumesAndLetsNobodyWriteToSecrets() throws IOException {
    Path secret = Files.createDirectories(data.resolve("secrets/database"));
    String wanted = data.resolve("seen").toString();

    succeed(
        shell("true")
            .image("tools:1")
            .runner("container")
            .platform(
                new NeedsBuilder()
                    .secretVolume("database", wanted + "/a", false)
                    .claim("shared", wanted + "/b", "part")
                    .build()));

    assertThat(asked())
        .contains(
            "type=bind,source=%s,target=%s/a,readonly".formatted(secret, wanted),
            "type=bind,source=%s,target=%s/b"
                .formatted(data.resolve("volumes/shared/part"), wanted));
  }

  @Test
  void mountsTheImageOfAModel() throws IOException {
    succeed(
        shell("true '{{$.inputs.artifacts['model'].path}}'")
            .image("tools:1")
            .runner("container")
            .artifact("model", "oci://registry.example/models/bert:1"));

    assertThat(asked())
        .containsSubsequence(
            "--mount",
            "type=image,source=registry.example/models/bert:1,target=/oci/registry.example_models_bert:1")
        .contains("true '/oci/registry.example_models_bert:1/models'");
  }

  @Test
  void refusesTheImageOfAModelToAProcess() {
    LaunchResult.Failed result =
        fail(
            shell("true")
                .runner("process")
                .artifact("model", "oci://registry.example/models/bert:1"));

    assertThat(result.failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(result.failure().message())
        .contains("registry.example/models/bert:1", "--runner container");
  }

  private List<String> asked() throws IOException {
    return Files.readAllLines(programs.resolve("asked"));
  }
}
