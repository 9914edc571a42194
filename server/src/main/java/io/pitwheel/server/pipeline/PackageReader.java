package io.pitwheel.server.pipeline;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline text inside an uploaded file: itself, or the entry of an archive, as KFP chooses it
 * (backend/src/apiserver/server: an entry named pipeline.yaml, else the first one, which must be
 * YAML). Unlike KFP's, bounded after unpacking too.
 */
final class PackageReader {
  static final int MAX_BYTES = PipelineDocumentReader.MAX_BYTES;

  private static final int MAX_ENTRIES = 1_000;

  /** Signature and length of the last record of a zip (APPNOTE 4.3.16), without its comment. */
  private static final int ZIP_END = 0x06054b50;

  private static final int ZIP_END_BYTES = 22;
  private static final int MAX_ZIP_COMMENT_BYTES = 0xFFFF;
  private static final String PREFERRED = "pipeline.yaml";

  private PackageReader() {}

  /** One archive, whatever its format. The names of folders end with a slash. */
  private interface Entries {
    @Nullable String next() throws IOException;

    byte[] read(int limit) throws IOException;
  }

  /**
   * @param fileName decides, then the first bytes
   * @throws PipelinesException INVALID_ARGUMENT naming file, size and bound
   */
  static byte[] read(String fileName, byte[] file) {
    requireBounded(fileName, file.length);
    String lowered = fileName.toLowerCase(Locale.ROOT);
    if (isYaml(lowered) || lowered.endsWith(".json")) {
      return file;
    }
    try {
      if (startsWith(file, 'P', 'K')) {
        requireDirectory(fileName, file);
        return choose(fileName, zipEntries(new ByteArrayInputStream(file)));
      }
      if (startsWith(file, 0x1F, 0x8B)) {
        return choose(fileName, tarEntries(new ByteArrayInputStream(file)));
      }
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "unpacking %s: %s (expected: a whole zip or tar.gz)".formatted(fileName, exception),
          "uploadfile",
          exception);
    }
    throw refused(fileName, "of an unknown kind", "a .yaml, .yml, .json, .zip or .tar.gz file");
  }

  private static byte[] choose(String fileName, Entries entries) throws IOException {
    String firstName = null;
    byte[] firstContent = new byte[0];
    // What is passed over is unpacked too: the bound is on all of it.
    long unpacked = 0;
    int count = 0;
    for (String name = entries.next(); name != null; name = entries.next()) {
      if (++count > MAX_ENTRIES) {
        throw refused(fileName, "more than " + MAX_ENTRIES + " entries", "one with the pipeline");
      }
      byte[] content = entries.read(MAX_BYTES + 1);
      unpacked += content.length;
      requireBounded(fileName + " unpacked", unpacked);
      if (name.equals(PREFERRED)) {
        return content;
      }
      boolean isFolder = name.endsWith("/");
      if (firstName == null && !isFolder) {
        firstName = name;
        firstContent = content;
      }
    }
    if (firstName == null || !isYaml(firstName.toLowerCase(Locale.ROOT))) {
      throw refused(
          fileName,
          firstName == null ? "no entry" : "first entry " + firstName,
          "an entry pipeline.yaml, or a first entry that ends in .yaml or .yml");
    }
    return firstContent;
  }

  /** The list of entries stands at the end of a zip: one that was cut short has none. */
  private static void requireDirectory(String fileName, byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int lowest = Math.max(0, file.length - ZIP_END_BYTES - MAX_ZIP_COMMENT_BYTES);
    for (int place = file.length - ZIP_END_BYTES; place >= lowest; place--) {
      if (bytes.getInt(place) == ZIP_END) {
        return;
      }
    }
    throw refused(fileName, "no list of entries at its end", "a whole zip or tar.gz");
  }

  private static Entries zipEntries(InputStream file) {
    var zip = new ZipInputStream(file);
    return new Entries() {
      @Override
      public @Nullable String next() throws IOException {
        ZipEntry entry = zip.getNextEntry();
        return entry == null ? null : entry.getName();
      }

      @Override
      public byte[] read(int limit) throws IOException {
        return zip.readNBytes(limit);
      }
    };
  }

  private static Entries tarEntries(InputStream file) throws IOException {
    var tar = new TarEntries(new BoundedStream(new GZIPInputStream(file), 2L * MAX_BYTES));
    return new Entries() {
      @Override
      public @Nullable String next() throws IOException {
        return tar.next();
      }

      @Override
      public byte[] read(int limit) throws IOException {
        return tar.read(limit);
      }
    };
  }

  private static void requireBounded(String what, long size) {
    if (size > MAX_BYTES) {
      throw refused(what, "more than " + MAX_BYTES + " bytes", "at most that many");
    }
  }

  private static boolean isYaml(String name) {
    return name.endsWith(".yaml") || name.endsWith(".yml");
  }

  private static boolean startsWith(byte[] file, int first, int second) {
    return file.length > 2 && (file[0] & 0xFF) == first && (file[1] & 0xFF) == second;
  }

  private static PipelinesException refused(String what, String found, String expected) {
    return PipelinesException.invalid(
        "uploadfile", "unpacking %s: %s (expected: %s)".formatted(what, found, expected));
  }
}
