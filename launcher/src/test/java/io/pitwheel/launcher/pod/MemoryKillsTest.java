package io.pitwheel.launcher.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.task.TaskValues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryKillsTest {
  private static final LaunchResult ENDED =
      new Failed(
          new TaskFailure(ErrorCode.UNKNOWN, "the command ended with exit code 137", "root"),
          137,
          true,
          List.of());

  @TempDir Path groups;

  @Test
  void saysThatTheMemoryWasUsedUpWhereTheKernelCountsSo() throws IOException {
    for (String counter : List.of("memory.events", "memory/memory.oom_control")) {
      write(counter, "low 0\noom 1\noom_kill 1\noom_group_kill 0\n");
      var kills = MemoryKills.watch(groups);
      write(counter, "low 0\noom 2\noom_kill 2\noom_group_kill 0\n");

      assertThat(kills.explain(ENDED))
          .isEqualTo(
              new Failed(
                  new TaskFailure(
                      ErrorCode.RESOURCE_EXHAUSTED,
                      "the command ended with exit code 137; the memory of its container was used up (OOMKilled)",
                      "root"),
                  137,
                  true,
                  List.of()));
      assertThat(kills.explain(new Succeeded(TaskValues.NONE, List.of())))
          .isEqualTo(new Succeeded(TaskValues.NONE, List.of()));
    }
  }

  @Test
  void leavesAloneWhatEndedOtherwise() throws IOException {
    assertThat(MemoryKills.watch(groups).explain(ENDED)).isEqualTo(ENDED);
    write("memory.events", "oom_kill 1\n");
    assertThat(MemoryKills.watch(groups).explain(ENDED)).isEqualTo(ENDED);
    write("memory.events", "oom_kill many\n");
    assertThat(MemoryKills.watch(groups).explain(ENDED)).isEqualTo(ENDED);
  }

  private void write(String counter, String text) throws IOException {
    Path file = groups.resolve(counter);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }
}
