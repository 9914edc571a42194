package io.pitwheel.conformance.corpus;

import io.pitwheel.conformance.project.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder with pipelines, an index of them, and what each is known to give. */
final class Corpus {
  private final Path folder;
  private final Map<String, Truth> truths;

  private Corpus(Path folder) {
    this.folder = folder;
    this.truths = Truth.read(read(folder.resolve("expected.json")));
  }

  /** The folder {@code PITWHEEL_CORPUS} names, else the shared one; empty when it is not there. */
  static Optional<Corpus> find() {
    String named = System.getenv("PITWHEEL_CORPUS");
    Path folder =
        named == null || named.isEmpty()
            ? Checkout.root().resolve("../shared/corpus")
            : Path.of(named);
    return Files.isRegularFile(folder.resolve("expected.json"))
        ? Optional.of(new Corpus(folder))
        : Optional.empty();
  }

  /** Every pipeline. */
  List<CorpusRow> rows() {
    return CorpusRow.read(read(folder.resolve("index.csv")));
  }

  /** What is known of a pipeline. One of which nothing is known is an error of the corpus. */
  Truth truthOf(CorpusRow row) {
    String name = Path.of(row.path()).getFileName().toString();
    Truth truth = truths.getOrDefault(row.path(), truths.get(name));
    if (truth == null) {
      throw new AssertionError("the corpus knows nothing of " + row.path());
    }
    return truth;
  }

  /** The file of a row. A row without one is an error of the corpus. */
  Path fileOf(CorpusRow row) {
    String name = Path.of(row.path()).getFileName().toString();
    return Stream.of("kfp", "own", "")
        .flatMap(part -> Stream.of(part + "/" + row.path(), part + "/" + name))
        .map(path -> folder.resolve("pipelines").resolve(path.replaceFirst("^/", "")))
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(() -> new AssertionError("the corpus has no file for " + row.path()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException exception) {
      throw new UncheckedIOException("reading " + file, exception);
    }
  }
}
