package io.pitwheel.launcher.pod;

import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * How an attempt ended, written down before anybody is told and before its log is complete: a
 * container that is started again has nothing to run, but to tell. Pods of Workflows start none
 * again; it is for who starts a container anew all the same, as a node that restarts may.
 *
 * @param result in its JSON form
 * @param exitCode of this process
 */
record SpooledResult(JsonObject result, int exitCode) {
  private static final String RESULT = "result";
  private static final String EXIT_CODE = "exit_code";

  /** The file of a task in a folder; numbers and dots are all that a key has. */
  static Path fileOf(Path folder, PodTask task) {
    return folder.resolve("ended-%s-%d.json".formatted(task.taskKey(), task.attempt()));
  }

  /** What was written; empty when nothing was. */
  static Optional<SpooledResult> read(Path file) {
    try {
      if (JsonReader.read(Files.readString(file)) instanceof JsonObject object
          && object.members().get(RESULT) instanceof JsonObject result
          && object.members().get(EXIT_CODE) instanceof JsonNumber(double code)) {
        return Optional.of(new SpooledResult(result, (int) code));
      }
      return Optional.empty();
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException exception) {
      throw FileTrouble.at(file, "reading how the attempt ended", exception);
    }
  }

  /** Writes it; all or nothing is read later. */
  void write(Path file) {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    JsonObject object =
        new JsonMembers()
            .put(RESULT, result)
            .put(EXIT_CODE, JsonValue.of((double) exitCode))
            .build();
    try {
      Files.writeString(unfinished, JsonWriter.write(object));
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "writing down how the attempt ended", exception);
    }
  }
}
