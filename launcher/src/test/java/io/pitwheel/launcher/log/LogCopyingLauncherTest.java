package io.pitwheel.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.InstructionBuilder;
import io.pitwheel.launcher.staging.AttemptFolders;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.task.TaskValues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogCopyingLauncherTest {
  private static final String WARNING = "of the attempt";

  @TempDir Path data;
  private LaunchInstruction instruction;
  private Path copy;

  /** Prints and ends as it is told. */
  private record PrintingLauncher(Path data, LaunchResult result) implements TaskLauncher {
    @Override
    public LaunchResult launch(LaunchInstruction given) {
      Path log = AttemptFolders.of(data, given.reference(), given.attempt()).log();
      try {
        Files.createDirectories(log.getParent());
        Files.writeString(log, "hello\n");
        return result;
      } catch (IOException exception) {
        throw new UncheckedIOException(exception);
      }
    }

    @Override
    public void stop(String taskId) {
      throw new IllegalStateException(taskId);
    }
  }

  @BeforeEach
  void prepare() {
    instruction = InstructionBuilder.command(data, "true").build();
    copy = Path.of(instruction.outputLocation() + ".log");
  }

  static List<LaunchResult> results() {
    List<String> warnings = List.of(WARNING);
    return List.of(
        new LaunchResult.Succeeded(TaskValues.NONE, warnings),
        new LaunchResult.Failed(
            new TaskFailure(ErrorCode.UNKNOWN, "for a test", ""), 1, true, warnings),
        new LaunchResult.Stopped(warnings));
  }

  @ParameterizedTest
  @MethodSource("results")
  void putsTheLogBesideTheOutputsHoweverTheAttemptEnds(LaunchResult result) {
    assertThat(launch(result, true)).isEqualTo(result);

    assertThat(copy).hasContent("hello\n");
  }

  @ParameterizedTest
  @MethodSource("results")
  void warnsWhenItCannotAndChangesNothingElse(LaunchResult result) throws IOException {
    Path loop = Files.createDirectories(data.resolve("artifacts/pipe/run-1/loop/2"));
    Files.writeString(loop.resolve("train"), "in the way");

    LaunchResult changed = launch(result, true);

    assertThat(changed).hasSameClassAs(result);
    assertThat(changed.warnings()).hasSize(2).first().isEqualTo(WARNING);
    assertThat(changed.warnings().getLast()).contains("copying the task's log to " + copy);
  }

  @Test
  void copiesNothingThatNobodyElseReaches() {
    launch(results().getFirst(), false);

    assertThat(copy).doesNotExist();
  }

  private LaunchResult launch(LaunchResult result, boolean isShared) {
    return new LogCopyingLauncher(
            new PrintingLauncher(data, result),
            data,
            new FolderObjectStore(Path.of("/")),
            _ -> isShared)
        .launch(instruction);
  }
}
