package io.pitwheel.launcher.bucket;

import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Keeps streams whose length is not known yet, and which cannot be read twice, until they are sent.
 *
 * @param folder exists
 */
public record Spool(Path folder) {
  /**
   * Sends a stream as a file, which is gone afterwards.
   *
   * @param bytes not closed
   */
  public void send(InputStream bytes, Consumer<Path> sending) {
    Path file = folder.resolve("unsent-" + UUID.randomUUID());
    try {
      try {
        Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        sending.accept(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException exception) {
      throw FileTrouble.at(file, "writing an object", exception);
    }
  }
}
