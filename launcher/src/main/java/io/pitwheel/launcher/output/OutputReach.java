package io.pitwheel.launcher.output;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.placeholder.ExecutorInput;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps what is read after a command had an end within what the command could read. A container
 * that leaves a link where its output should be would else be given any file of this machine.
 */
final class OutputReach {
  private final LocalFolders folders;

  OutputReach(LocalFolders folders) {
    this.folders = folders;
  }

  /**
   * @throws PipelinesException UNKNOWN naming the file that lies elsewhere
   */
  void requireFiles(ExecutorInput input) {
    require("the component's report", Path.of(input.outputFile()));
    input
        .outputParameterFiles()
        .forEach((name, file) -> require("output parameter \"" + name + "\"", Path.of(file)));
  }

  /**
   * @param what for the message, such as {@code output artifact "model"}
   * @throws PipelinesException UNKNOWN when it lies elsewhere
   */
  void require(String what, Path written) {
    if (!folders.hold(written)) {
      throw new PipelinesException(
          ErrorCode.UNKNOWN,
          "%s: %s is, or leads, outside of what the command shares with this machine (expected: below %s)"
              .formatted(what, written, folders.text()));
    }
  }

  /** Whether something stands there that the command could see. */
  boolean holds(Path written) {
    return folders.hold(written) && Files.exists(written);
  }
}
