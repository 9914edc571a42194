package io.pitwheel.launcher.output;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.Overflow;
import io.pitwheel.value.SparingReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a task wrote, which may be anything: endless, not text, not even a file. What is large
 * is read without being held.
 */
final class BoundedFile {
  /** A report holds several values, and this much of what is not one of them. */
  private static final long MAX_REPORT_BYTES = 2 * LargeValues.MAX_BYTES;

  private BoundedFile() {}

  /** Reads a stream to its end. */
  private interface Reading {
    JsonValue of(InputStream stream) throws IOException;
  }

  /**
   * The text, or what stands for a large one; empty when there is no such file.
   *
   * @param what for messages, such as {@code output parameter "x"}
   * @throws PipelinesException UNKNOWN when it is no bounded UTF-8 text file
   */
  static Optional<JsonValue> text(Path file, String what, String name, Overflow overflow) {
    return read(
        file,
        what,
        LargeValues.MAX_BYTES,
        stream -> new SparingReader(overflow).readText(stream, name));
  }

  /**
   * The JSON value, or what stands for a large one; empty when there is no such file.
   *
   * @throws PipelinesException UNKNOWN when it is no bounded file, INVALID_ARGUMENT with line and
   *     column when it is not JSON
   */
  static Optional<JsonValue> json(Path file, String what, String name, Overflow overflow) {
    return read(
        file,
        what,
        LargeValues.MAX_BYTES,
        stream -> new SparingReader(overflow).readValue(stream, name));
  }

  /**
   * The JSON document, in which values stand for large members of the spared ones; empty when there
   * is no such file.
   *
   * @throws PipelinesException UNKNOWN when it is no bounded file, INVALID_ARGUMENT with line and
   *     column when it is not JSON
   */
  static Optional<JsonValue> document(
      Path file, String what, Set<String> spared, Overflow overflow) {
    return read(
        file,
        what,
        MAX_REPORT_BYTES,
        stream -> new SparingReader(overflow).readDocument(stream, spared));
  }

  private static Optional<JsonValue> read(Path file, String what, long maxBytes, Reading reading) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(file, what, "is a link, or no file", maxBytes, null);
    }
    try (InputStream stream = Files.newInputStream(file)) {
      if (Files.size(file) > maxBytes) {
        throw refused(file, what, "is %d bytes long".formatted(Files.size(file)), maxBytes, null);
      }
      return Optional.of(reading.of(stream));
    } catch (CharacterCodingException exception) {
      throw refused(file, what, "is not UTF-8", maxBytes, exception);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "reading " + what, exception);
    }
  }

  private static PipelinesException refused(
      Path file, String what, String problem, long maxBytes, @Nullable IOException cause) {
    return new PipelinesException(
        ErrorCode.UNKNOWN,
        "reading %s: %s %s (expected: a text file in UTF-8 of at most %d bytes)"
            .formatted(what, file, problem, maxBytes),
        cause);
  }
}
