package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launcher.InstructionBuilder;
import io.pitwheel.launcher.bucket.Patience;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class PodLaunchTest extends PodFixture {
  PodLaunchTest() throws IOException {}

  @Test
  void runsATaskWithInputsAndOutputsOfEachKind() {
    server.put("s3://bucket/in/rows", "rows");
    server.put("s3://bucket/in/folder/a", "A");
    server.put("s3://bucket/in/folder/deep/b", "B");
    for (int i = 0; i < 5; i++) {
      server.put("s3://bucket/in/folder/more/" + i, "" + i);
    }

    int exitCode =
        run(
            shell("cat $0 $1/a $1/deep/b $1/more/4 > $2; mkdir $3; cp -r $1 $3/copy; echo done")
                .arguments(
                    "{{$.inputs.artifacts['file'].path}}",
                    "{{$.inputs.artifacts['folder'].path}}",
                    "{{$.outputs.parameters['text'].output_file}}",
                    "{{$.outputs.artifacts['model'].path}}")
                .artifact("file", "s3://bucket/in/rows")
                .artifact("folder", "s3://bucket/in/folder")
                .outputParameter("text", ParameterType.STRING)
                .outputArtifact("model", "system.Model"));

    assertThat(exitCode).as(notes()).isZero();
    LaunchResult.Succeeded succeeded = succeeded();
    assertThat(succeeded.outputs().parameters()).isEqualTo(Map.of("text", JsonValue.of("rowsAB4")));
    assertThat(succeeded.outputs().artifacts().get("model"))
        .singleElement()
        .satisfies(artifact -> assertThat(artifact.uri()).isEqualTo(OUTPUTS + "/model"));
    assertThat(server.textOf(OUTPUTS + "/model/copy/deep/b")).isEqualTo("B");
    assertThat(server.textOf(OUTPUTS + "/model/copy/more/3")).isEqualTo("3");
    assertThat(server.textOf(OUTPUTS + ".log")).isEqualTo("done\n");
    assertThat(printed.toString(UTF_8)).isEqualTo("done\n");
    assertThat(succeeded.warnings()).isEmpty();
  }

  @Test
  void endsWithTheCodeOfTheCommandAndSaysWhy() {
    int exitCode = run(shell("echo 'ValueError: no rows' >&2; exit 7"));

    assertThat(exitCode).isEqualTo(7);
    assertThat(failed().exitCode()).isEqualTo(7);
    assertThat(failed().failure().message()).endsWith("exit code 7: ValueError: no rows");
    assertThat(server.textOf(OUTPUTS + ".log")).isEqualTo("ValueError: no rows\n");
    assertThat(notes()).contains("exit code 7");
  }

  @Test
  void failsATaskWhoseOutputIsMissing() {
    int exitCode = run(shell("echo done").outputParameter("text", ParameterType.STRING));

    assertThat(exitCode).isEqualTo(1);
    assertThat(failed().failure().message()).contains("\"text\" was not produced");
  }

  @Test
  void runsInTheContainersFolderWithItsWholeEnvironment() throws IOException {
    server.tells(
        instruction(
            shell("pwd; env; echo kept > own")
                .componentVariable("COLOR", "red")
                .componentVariable("TMPDIR", "/scratch")
                .variable("SHAPE", "round")));

    int exitCode =
        launch(
                Map.of(
                    "LD_PRELOAD", "", "JAVA_TOOL_OPTIONS", "-Xmx1k", "LC_ALL", "C", "SECRET", "s"))
            .run();

    assertThat(exitCode).as(notes()).isZero();
    assertThat(printed.toString(UTF_8).lines())
        .contains(
            container.toRealPath().toString(),
            "LD_PRELOAD=",
            "JAVA_TOOL_OPTIONS=-Xmx1k",
            "LC_ALL=C",
            "SECRET=s",
            "COLOR=red",
            "SHAPE=round",
            "TMPDIR=/scratch");
    assertThat(container.resolve("own")).exists();
    assertThat(succeeded().warnings()).isEmpty();
  }

  @Test
  void refusesTheEntryPointOfAnImage() {
    int exitCode = run(InstructionBuilder.command(home).arguments("x").image("any:1"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(failed().failure().code()).isEqualTo(ErrorCode.FAILED_PRECONDITION);
    assertThat(failed().failure().message())
        .contains("loop/train", "any:1", "entry point", "expected: a command");
    assertThat(failed().mayRetry()).isFalse();
  }

  @Test
  void saysWhichProgramAnImageLacks() {
    int exitCode = run(InstructionBuilder.command(home, "no-such-program").image("any:1"));

    assertThat(exitCode).isEqualTo(1);
    assertThat(failed().failure().message()).contains("no-such-program", "any:1", "PATH");
  }

  @Test
  void endsAtOnceWhenThereIsNothingToRun() {
    server.tells(null);

    assertThat(run()).isZero();
    assertThat(notes()).contains("nothing to run: it has ended already");
    assertThat(server.requests).containsExactly("begin");
  }

  @Test
  void endsAtOnceWhenTheServerRefuses() {
    refuse("begin", 400);

    assertThat(run(shell("echo x"))).isEqualTo(1);
    assertThat(notes()).contains("asking the server what to run", "FAILED_PRECONDITION: no");
    assertThat(server.requests).containsExactly("begin");
  }

  @Test
  void believesARefusedTokenOnlyWhenItStaysRefused() {
    refuse("begin", 401, 401);
    assertThat(run(shell("echo x"))).as(notes()).isZero();

    server.requests.clear();
    refuse("begin", 401, 401, 401, 401, 401, 401, 401, 401, 401);
    Path ended = home.resolve("work/ended-4.2-2.json");
    assertThat(ended.toFile().delete()).isTrue();

    assertThat(run()).isEqualTo(1);
    assertThat(server.requests).hasSize(Patience.MAX_REFUSALS);
  }

  @Test
  void waitsForAServerThatIsAway() throws IOException {
    server.tells(instruction(shell("echo hello")));
    server.stop();
    var run = CompletableFuture.supplyAsync(this::run);
    awaitNotes("asking the server what to run", 3);

    server.start();

    assertThat(run.join()).isZero();
    assertThat(server.textOf(OUTPUTS + ".log")).isEqualTo("hello\n");
  }

  @Test
  void neverFailsAFinishedTaskBecauseOthersAreAway() throws IOException {
    Path gate = container.resolve("gate");
    server.tells(
        instruction(
            shell("echo begun; while ! [ -e gate ]; do sleep 0.01; done; printf w > $0")
                .arguments("{{$.outputs.artifacts['model'].path}}")
                .outputArtifact("model", "system.Model")));
    var run = CompletableFuture.supplyAsync(this::run);
    await(() -> printed.toString(UTF_8).contains("begun"));
    server.stop();
    Files.writeString(gate, "");
    awaitNotes("tried again", 3);
    refuse("PUT", 503, 500, 403);
    refuse("end", 503, 502);

    server.start();

    assertThat(run.join()).as(notes()).isZero();
    assertThat(server.textOf(OUTPUTS + "/model")).isEqualTo("w");
    assertThat(server.results).hasSize(1);
  }

  @Test
  void saysNoMoreWhenTheServerContradicts() {
    refuse("end", 400, 400);

    assertThat(run(shell("exit 5"))).isEqualTo(5);
    assertThat(server.requests).containsOnlyOnce("end");
    assertThat(notes()).contains("telling the server how it ended");
  }

  @Test
  void believesNoRefusalThatIsNotTheServers() {
    for (String method : List.of("begin", "sign", "end")) {
      server.strangers.put(method, new ArrayList<>(List.of(404, 403, 400, 302)));
    }

    assertThat(run(shell("exit 5"))).as(notes()).isEqualTo(5);

    assertThat(failed().exitCode()).isEqualTo(5);
    assertThat(notes()).contains("somebody answers 403", "no backend");
  }

  @Test
  void tellsAgainWhatWasWrittenDownAndRunsNothingTwice() {
    assertThat(run(shell("echo once >> " + container + "/count; exit 3"))).isEqualTo(3);

    assertThat(run()).isEqualTo(3);
    assertThat(container.resolve("count")).hasContent("once");
    assertThat(server.results).hasSize(2).containsOnly(failed());
    assertThat(server.requests).containsOnlyOnce("begin");
  }

  @Test
  void writesDownHowItEndedBeforeTheLogIsComplete() throws IOException {
    Path gate = container.resolve("gate");
    server.tells(
        instruction(shell("echo begun; while ! [ -e gate ]; do sleep 0.01; done; exit 3")));
    var run = CompletableFuture.supplyAsync(this::run);
    await(() -> printed.toString(UTF_8).contains("begun"));
    server.stop();
    Files.writeString(gate, "");

    await(() -> Files.exists(home.resolve("work/ended-4.2-2.json")));

    assertThat(run).isNotDone();
    server.start();
    assertThat(run.join()).isEqualTo(3);
    assertThat(server.textOf(OUTPUTS + ".log")).isEqualTo("begun\n");
  }

  @Test
  void stopsTheCommandAndSaysSo() {
    server.tells(
        instruction(shell("trap 'echo asked; exit 0' TERM; echo begun; sleep 100 & wait")));
    PodLaunch launch = launch(Map.of());
    var run = CompletableFuture.supplyAsync(launch::run);
    await(() -> printed.toString(UTF_8).contains("begun"));

    launch.stop();

    assertThat(run.join()).isEqualTo(143);
    assertThat(server.results).singleElement().isInstanceOf(LaunchResult.Stopped.class);
    assertThat(server.textOf(OUTPUTS + ".log")).isEqualTo("begun\nasked\n");
  }

  @Test
  void stopsWhileItWaitsForTheServer() {
    server.stop();
    PodLaunch launch = launch(Map.of());
    var run = CompletableFuture.supplyAsync(launch::run);
    awaitNotes("tried again", 2);

    launch.stop();

    assertThat(run.join()).isEqualTo(143);
  }

  @Test
  void uploadsTheLogWhileItGrows() {
    server.tells(
        instruction(shell("echo early; while ! [ -e gate ]; do sleep 0.01; done; echo late")));
    var run = CompletableFuture.supplyAsync(this::run);
    await(() -> server.textOf(OUTPUTS + ".log").equals("early\n"));

    assertThat(container.resolve("gate").toFile().mkdir()).isTrue();

    assertThat(run.join()).isZero();
    assertThat(server.textOf(OUTPUTS + ".log")).isEqualTo("early\nlate\n");
  }

  @Test
  void saysWhatIsWrongWithItsToken() throws IOException {
    Files.writeString(home.resolve("token/token"), "a.e30.b");
    assertThat(run()).isEqualTo(1);
    Files.writeString(home.resolve("token/token"), "none");
    assertThat(run()).isEqualTo(1);
    Files.delete(home.resolve("token/token"));
    assertThat(run()).isEqualTo(1);

    assertThat(notes())
        .contains("another audience", "three with dots", "reading the token of the run")
        .doesNotContain("a.e30.b");
  }

  private void refuse(String method, Integer... statuses) {
    server.refusals.put(method, new ArrayList<>(List.of(statuses)));
  }

  private LaunchResult.Succeeded succeeded() {
    return (LaunchResult.Succeeded) server.results.getFirst();
  }

  private LaunchResult.Failed failed() {
    return (LaunchResult.Failed) server.results.getFirst();
  }

  private void awaitNotes(String part, int times) {
    await(() -> notes().split(part, -1).length > times);
  }
}
