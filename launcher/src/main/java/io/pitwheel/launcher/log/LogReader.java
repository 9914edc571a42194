package io.pitwheel.launcher.log;

import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads logs in bounded pieces, also while they grow. A log that is not there yet is empty. */
public final class LogReader {
  /** How far back from the end lines are looked for. */
  public static final int MAX_TAIL_BYTES = 256 * 1024;

  private LogReader() {}

  /**
   * The bytes from an offset.
   *
   * @param maxBytes the most that is returned
   * @return empty at or beyond the end
   */
  public static byte[] read(Path log, long offset, int maxBytes) {
    try (FileChannel channel = FileChannel.open(log)) {
      return readFrom(channel, offset, maxBytes);
    } catch (NoSuchFileException _) {
      return new byte[0];
    } catch (IOException exception) {
      throw FileTrouble.at(log, "reading a task's log", exception);
    }
  }

  /** The last lines, oldest first; what is not UTF-8 shows as replacement characters. */
  public static List<String> lastLines(Path log, int count) {
    try (FileChannel channel = FileChannel.open(log)) {
      long start = Math.max(0, channel.size() - MAX_TAIL_BYTES);
      byte[] end = readFrom(channel, start, MAX_TAIL_BYTES);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      return List.copyOf(lines.subList(Math.max(0, lines.size() - count), lines.size()));
    } catch (NoSuchFileException _) {
      return List.of();
    } catch (IOException exception) {
      throw FileTrouble.at(log, "reading a task's log", exception);
    }
  }

  private static byte[] readFrom(FileChannel channel, long offset, int maxBytes)
      throws IOException {
    int size = (int) Math.clamp(channel.size() - offset, 0L, maxBytes);
    ByteBuffer buffer = ByteBuffer.allocate(size);
    while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) > 0) {
      // A read may give less than was asked for.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
