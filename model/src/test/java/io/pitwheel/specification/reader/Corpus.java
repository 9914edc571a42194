package io.pitwheel.specification.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The shared corpus of compiled pipelines: the folder named by {@code PITWHEEL_CORPUS}, else {@code
 * shared/corpus} in or beside a folder above.
 */
record Corpus(Path folder) {
  private static final List<String> PLACES =
      List.of("pipelines/own", "pipelines/kfp", "pipelines/kfp/valid");

  /** One row of the index, with the file it names. */
  record Row(String path, boolean isValid, Path file) {
    @Override
    public String toString() {
      return path;
    }
  }

  static Optional<Corpus> find() {
    String named = System.getenv("PITWHEEL_CORPUS");
    if (named != null) {
      return Optional.of(new Corpus(Path.of(named)));
    }
    Path above = Path.of("").toAbsolutePath();
    return Stream.iterate(above, path -> path != null, Path::getParent)
        .map(path -> path.resolve("shared/corpus"))
        .filter(Files::isDirectory)
        .findFirst()
        .map(Corpus::new);
  }

  List<Row> rows() {
    var rows = new ArrayList<Row>();
    for (String line : lines("index.csv").subList(1, lines("index.csv").size())) {
      // The source column may hold a comma inside quotes; the two columns wanted follow it.
      String[] columns = line.replaceFirst("^\"[^\"]*\"", "").split(",", -1);
      rows.add(new Row(columns[1], columns[2].equals("valid"), file(columns[1])));
    }
    return rows;
  }

  /** Files of the corpus that have no row: KFP's own tests of its driver. */
  List<Row> driverRows() {
    try (var files = Files.list(folder.resolve("pipelines/kfp/driver"))) {
      return files.map(file -> new Row("driver/" + file.getFileName(), true, file)).toList();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private Path file(String path) {
    return PLACES.stream()
        .map(place -> folder.resolve(place).resolve(path))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no file of the corpus for row " + path));
  }

  private List<String> lines(String name) {
    try {
      return Files.readAllLines(folder.resolve(name));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }
}
