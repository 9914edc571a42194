package io.pitwheel.cli.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The last lines of a log of any length, whatever its bytes are. */
final class LogTail {
  /** More than that of a log is never kept, however long its lines are. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_COLUMNS = 400;

  private LogTail() {}

  /** Reads to the end; answers at most so many lines, without what would drive a terminal. */
  static List<String> read(InputStream log, int maxLines) throws IOException {
    byte[] kept = new byte[0];
    byte[] chunk = new byte[MAX_BYTES];
    int length;
    while ((length = log.readNBytes(chunk, 0, chunk.length)) > 0) {
      kept = lastBytes(kept, chunk, length);
    }
    List<String> lines = new String(kept, UTF_8).lines().map(LogTail::shown).toList();
    return lines.subList(Math.max(0, lines.size() - maxLines), lines.size());
  }

  private static byte[] lastBytes(byte[] kept, byte[] chunk, int length) {
    int reused = Math.min(kept.length, MAX_BYTES - length);
    byte[] joined = new byte[reused + length];
    System.arraycopy(kept, kept.length - reused, joined, 0, reused);
    System.arraycopy(chunk, 0, joined, reused, length);
    return joined;
  }

  private static String shown(String line) {
    String plain = line.replace('\t', ' ').replaceAll("\\p{Cntrl}", "");
    return plain.length() <= MAX_COLUMNS ? plain : plain.substring(0, MAX_COLUMNS) + "…";
  }
}
