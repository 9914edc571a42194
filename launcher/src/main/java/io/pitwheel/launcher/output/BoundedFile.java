package io.pitwheel.launcher.output;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads text that a task wrote, which may be anything: endless, not text, not even a file. */
final class BoundedFile {
  /** What is larger belongs into an artifact. */
  static final int MAX_BYTES = 32 * 1024 * 1024;

  private BoundedFile() {}

  /**
   * The text; empty when there is no such file.
   *
   * @param what for messages, such as {@code output parameter "x"}
   * @throws PipelinesException UNKNOWN when it is no bounded UTF-8 text file
   */
  static Optional<String> read(Path file, String what) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file)) {
      throw refused(file, what, "is not a file", null);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refused(file, what, "is longer than " + MAX_BYTES + " bytes", null);
      }
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException exception) {
      throw refused(file, what, "is not UTF-8", exception);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "reading " + what, exception);
    }
  }

  private static PipelinesException refused(
      Path file, String what, String problem, @Nullable IOException cause) {
    return new PipelinesException(
        ErrorCode.UNKNOWN,
        "reading %s: %s %s (expected: a text file in UTF-8 of at most %d bytes)"
            .formatted(what, file, problem, MAX_BYTES),
        cause);
  }
}
