package io.pitwheel.bench.row;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where measurements take place.
 *
 * @param project the checkout, where {@code ./pitwheel} stands
 * @param folder for data; on the disk that is measured
 * @param database settings of an empty database that rows may fill; none for files below the folder
 */
public record BenchGround(Path project, Path folder, Map<String, String> database) {
  private static final int SYNC_SAMPLES = 200;
  private static final int PAGE_BYTES = 4096;

  public Path fresh(String name) throws IOException {
    return Files.createTempDirectory(folder, name);
  }

  public String script() {
    return project.resolve("pitwheel").toString();
  }

  /** Milliseconds of one appended page with a sync, as the log of the database writes it. */
  public List<Double> syncMillis() throws IOException {
    Path file = Files.createTempFile(folder, "sync", ".bin");
    var samples = new ArrayList<Double>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNC_SAMPLES; i++) {
        long begin = System.nanoTime();
        channel.write(ByteBuffer.allocate(PAGE_BYTES));
        channel.force(false);
        samples.add((System.nanoTime() - begin) / 1e6);
      }
    } finally {
      Files.delete(file);
    }
    return samples;
  }

  public static void delete(Path tree) throws IOException {
    try (Stream<Path> paths = Files.walk(tree)) {
      paths.sorted(Comparator.reverseOrder()).forEach(BenchGround::deleteOne);
    }
  }

  private static void deleteOne(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
