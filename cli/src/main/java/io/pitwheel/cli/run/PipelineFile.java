package io.pitwheel.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.surroundings.ShellWord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a compiled pipeline, read with care: a file may be of any kind and any size. */
public final class PipelineFile {
  /** As much as KFP takes in one upload. */
  static final int MAX_BYTES = 32 * 1024 * 1024;

  /** As much as a server takes in one request. */
  static final int MAX_PARAMETER_BYTES = 96 * 1024 * 1024;

  private PipelineFile() {}

  /**
   * Reads a file, no further than the bound.
   *
   * @throws CommandFailure REFUSED for a Python source, a file that is not there, cannot be read,
   *     is too large or is not text
   */
  public static String read(Path file) {
    String name = file.toString();
    if (name.endsWith(".py")) {
      throw CommandFailure.refused(compileFirst(name));
    }
    return read(file, MAX_BYTES, "a pipeline compiled to YAML or JSON");
  }

  /** Reads a file of parameters, with the same care and the same errors. */
  public static String readParameters(Path file) {
    return read(file, MAX_PARAMETER_BYTES, "one JSON object of names and values");
  }

  private static String read(Path file, int maxBytes, String expected) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw CommandFailure.refused(
            "reading %s: more than %d bytes (expected: at most that many)"
                .formatted(file, maxBytes));
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException exception) {
      throw CommandFailure.refused(
          "reading %s: its bytes are no UTF-8 text (expected: %s)".formatted(file, expected));
    } catch (NoSuchFileException exception) {
      throw CommandFailure.refused(
          "reading %s: there is no such file (expected: %s)".formatted(file, expected));
    } catch (AccessDeniedException exception) {
      throw CommandFailure.refused(
          "reading %s: this user may not (expected: %s, readable)".formatted(file, expected));
    } catch (IOException exception) {
      throw CommandFailure.refused(
          "reading %s: %s (expected: %s)"
              .formatted(file, String.valueOf(exception.getMessage()), expected));
    }
  }

  private static String compileFirst(String name) {
    String stem = name.substring(0, name.length() - ".py".length());
    return """
    reading %s: this is Python source (expected: a compiled pipeline). Compile it first:
        kfp dsl compile --py %s --output %s\
    """
        .formatted(name, ShellWord.quoted(name), ShellWord.quoted(stem + ".yaml"));
  }
}
