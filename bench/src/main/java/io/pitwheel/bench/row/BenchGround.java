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
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where measurements take place.
 *
 * @param project the checkout, where {@code ./pitwheel} stands
 * @param folder for data; on the disk that is measured
 * @param databases names of those that rows about the API fill
 * @param sizes how much rows that can be made larger or smaller measure; none for the usual
 */
public record BenchGround(Path project, Path folder, Set<String> databases, List<Integer> sizes) {
  private static final int SYNC_SAMPLES = 200;
  private static final int PAGE_BYTES = 4096;

  public BenchGround {
    databases = Set.copyOf(databases);
    sizes = List.copyOf(sizes);
  }

  /** The chosen size, of a row that has one. */
  public int sizeOr(int usual) {
    return sizes.isEmpty() ? usual : sizes.getFirst();
  }

  /** The chosen sizes, of a row that has several. */
  public List<Integer> sizesOr(List<Integer> usual) {
    return sizes.isEmpty() ? usual : sizes;
  }

  /** An empty folder that is deleted afterwards. */
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
