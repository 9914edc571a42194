package io.pitwheel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostileTaskTest extends LauncherFixture {
  @Test
  void keepsABoundedLogOfATaskThatPrintsMuch() throws IOException {
    LaunchResult.Failed failed =
        fail(shell("head -c 300000000 /dev/zero | tr '\\0' 'x'; echo; echo 'the reason'; exit 1"));

    assertThat(Files.size(logFile())).isLessThan(2L * 1024 * 1024);
    assertThat(failed.failure().message()).endsWith(": the reason");
    assertThat(failed.warnings()).singleElement().asString().contains("printed 300000012 bytes");
  }

  @Test
  void keepsALogThatIsNotUtf8() {
    LaunchResult.Failed failed = fail(shell("printf '\\377\\376 bad \\000 bytes'; exit 1"));

    assertThat(failed.failure().message()).contains("bad");
    assertThat(logFile())
        .hasBinaryContent(
            new byte[] {
              (byte) 0xff, (byte) 0xfe, 32, 98, 97, 100, 32, 0, 32, 98, 121, 116, 101, 115
            });
  }

  @Test
  void endsChildrenThatOutliveTheCommand() {
    succeed(shell("sleep 1000 & echo $!"));

    long child = Long.parseLong(log().strip());
    await(() -> !isAlive(child));
  }

  @Test
  void endsChildrenThatLeaveTheSessionAndKeepTheOutputOpen() throws IOException {
    Path file = data.resolve("child");
    succeed(
        shell(
            "setsid sh -c 'echo $$ > %s; exec sleep 1000' & while ! test -s %s; do :; done"
                .formatted(file, file)));

    long child = Long.parseLong(Files.readString(file).strip());
    await(() -> !isAlive(child));
  }

  @Test
  void endsChildrenThatLeaveTheSessionSilently() throws IOException {
    Path file = data.resolve("child");
    succeed(
        shell(
            "setsid sh -c 'echo $$ > %s; exec sleep 1000' > /dev/null 2>&1 < /dev/null &"
                    .formatted(file)
                + " while ! test -s %s; do :; done".formatted(file)));
    long child = Long.parseLong(Files.readString(file).strip());
    assertThat(isAlive(child)).isTrue();

    launcher.close();

    await(() -> !isAlive(child));
  }

  @Test
  void endsATaskThatNeverEnds() {
    LaunchResult.Failed failed = fail(shell("sleep 1000 & wait").timeout(Duration.ofMillis(200)));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    assertThat(failed.failure().message()).contains("the 0.2s it is allowed");
    assertThat(failed.exitCode()).isNull();
    assertThat(failed.mayRetry()).isTrue();
  }

  @Test
  void endsATaskThatDoesNotWantTo() {
    LaunchResult.Failed failed =
        fail(
            shell("trap '' TERM; echo $$; while :; do sleep 1; done")
                .timeout(Duration.ofMillis(200)));

    assertThat(failed.failure().code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
    long command = Long.parseLong(log().lines().findFirst().orElseThrow());
    await(() -> !isAlive(command));
  }

  @Test
  void letsATaskCleanUpWhenItIsStopped() {
    LaunchInstruction instruction =
        shell("trap 'echo bye; exit 0' TERM; echo ready; while :; do sleep 0.01; done").build();
    var result = CompletableFuture.supplyAsync(() -> launcher.launch(instruction));
    await(() -> log().contains("ready"));

    launcher.stop(instruction.taskId());

    assertThat(result.join()).isInstanceOf(LaunchResult.Stopped.class);
    assertThat(log()).startsWith("ready\n").endsWith("bye\n");
    assertThat(data.resolve("work/" + runId() + "/loop/train/2-1")).doesNotExist();
  }

  @Test
  void takesAnInterruptAsTheWishToStop() throws InterruptedException {
    var result = new AtomicReference<LaunchResult>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> result.set(launcher.launch(shell("echo $$; exec sleep 1000").build())));
    await(() -> log().contains("\n"));
    long command = Long.parseLong(log().strip());

    thread.interrupt();
    thread.join();

    assertThat(result.get()).isInstanceOf(LaunchResult.Stopped.class);
    await(() -> !isAlive(command));
  }

  @Test
  void doesNotStopWhatIsNotRunning() {
    launcher.stop("task-1");

    succeed(shell("true"));
    launcher.stop("task-1");
    succeed(shell("true"));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void leavesWhatLinksLeadToAlone() throws IOException {
    Path precious = Files.createDirectory(data.resolve("precious"));
    Files.writeString(precious.resolve("file"), "mine");

    succeed(shell("ln -s " + precious + " link; ln -s " + precious + " \"$TMPDIR\"/link"));

    assertThat(precious.resolve("file")).hasContent("mine");
  }

  @Test
  void endsWhatAKilledServerLeftBehind() throws IOException, InterruptedException {
    Process left = start(runId() + "/1//1", "sh", "-c", "sleep 1000 & sleep 1000");
    Process other = start(runId() + "-other/1//1", "sleep", "1000");
    long child = awaitChild(left);

    launcher.endOrphans(List.of(runId(), "run-of-nobody"));

    left.waitFor();
    await(() -> !isAlive(child));
    assertThat(other.isAlive()).isTrue();
    other.destroyForcibly();
  }

  @Test
  void endsTheOneAttemptThatIsAskedFor() throws IOException, InterruptedException {
    Process asked = start(runId() + "/1/0.3/1", "sleep", "1000");
    Process later = start(runId() + "/1/0.3/10", "sleep", "1000");

    launcher.endOrphan(runId() + "/1/0.3/1");

    asked.waitFor();
    assertThat(later.isAlive()).isTrue();
    later.destroyForcibly();
  }

  private static Process start(String mark, String... command) throws IOException {
    var builder = new ProcessBuilder(command);
    builder.environment().put("PITWHEEL_TASK", mark);
    return builder.start();
  }

  private static long awaitChild(Process process) {
    await(() -> process.children().findAny().isPresent());
    return process.children().findAny().orElseThrow().pid();
  }
}
