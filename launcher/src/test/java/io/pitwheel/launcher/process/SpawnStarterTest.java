package io.pitwheel.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SpawnStarterTest extends CommandStarterContract {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  @Override
  CommandStarter starter() {
    return new SpawnStarter(threads);
  }

  @AfterEach
  void endThreads() {
    threads.shutdownNow();
  }

  @Test
  void isPossibleHere() {
    assertThat(SpawnStarter.isPossible()).isTrue();
  }

  @Test
  void blocksAndIgnoresNoSignal() throws IOException {
    String status = outputOf("grep -E '^Sig(Blk|Ign)' /proc/self/status");

    assertThat(status.lines())
        .hasSize(2)
        .allMatch(line -> line.endsWith("\t0000000000000000"), "no signal: " + status);
  }

  @Test
  void saysWhatTheSystemSaysOfAProgram() throws IOException {
    Path closed = script("closed", "#!/bin/sh\n", "rw-------");
    Files.writeString(closed, "#!/bin/sh\n");

    assertThatThrownBy(() -> outputOf(environment(), "./nothing"))
        .isInstanceOf(IOException.class)
        .hasMessage("No such file or directory");
    assertThatThrownBy(() -> outputOf(environment(), "./closed"))
        .isInstanceOf(IOException.class)
        .hasMessage("Permission denied");
    assertThatThrownBy(() -> outputOf(Map.of("PATH", "/nowhere"), "true"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("on PATH /nowhere");
  }

  @Test
  void looksInTheUsualFoldersWithoutAPath() throws IOException, InterruptedException {
    Process process = starter().start(new CommandRequest(List.of("true"), folder, Map.of(), null));

    assertThat(process.waitFor()).isZero();
  }

  @Test
  void leavesNoDescriptorAndNoProcessBehind() throws IOException, InterruptedException {
    start("exit 0").waitFor();
    long before = descriptors();

    for (int i = 0; i < 50; i++) {
      Process process = start("echo heard");
      try (var output = process.getInputStream()) {
        output.readAllBytes();
      }
      process.waitFor();
      assertThat(Path.of("/proc/" + process.pid())).doesNotExist();
      assertThatThrownBy(() -> outputOf(environment(), "./nothing"))
          .isInstanceOf(IOException.class);
    }

    assertThat(descriptors()).isLessThan(before + 25);
  }

  @Test
  void endsACommandThatNoThreadCanWaitFor() {
    var starter =
        new SpawnStarter(_ -> {
          throw new RejectedExecutionException("full");
        });

    assertThatThrownBy(() ->
            starter.start(
                new CommandRequest(List.of("sleep", "1000"), folder, environment(), null)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no thread to wait for it: full");
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }
}
