package io.pitwheel.conformance.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The checkout these tests belong to. */
public final class Checkout {
  private static final Path ROOT = findRoot();
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

  private Checkout() {}

  /** The folder with the root POM. */
  public static Path root() {
    return ROOT;
  }

  /** What stands beside the corpus {@code PITWHEEL_CORPUS} names, else beside the checkout. */
  public static Path shared() {
    String corpus = System.getenv("PITWHEEL_CORPUS");
    Path beside = corpus == null || corpus.isEmpty() ? null : Path.of(corpus).getParent();
    return beside == null ? ROOT.resolve("../shared") : beside;
  }

  /** Paths of all files git tracks, relative to the root, with slashes; those deleted left out. */
  public static List<String> trackedFiles() {
    CommandRun listing = CommandRun.of(ROOT, "git", "ls-files", "-z").requireSuccess();
    return Arrays.stream(listing.output().split("\0"))
        .filter(path -> Files.isRegularFile(ROOT.resolve(path)))
        .sorted()
        .toList();
  }

  /** The Maven modules, in the order of the root POM. */
  public static List<String> modules() {
    return MODULE.matcher(read("pom.xml")).results().map(match -> match.group(1)).toList();
  }

  /** The text of a file named relative to the root. */
  public static String read(String path) {
    try {
      return Files.readString(ROOT.resolve(path));
    } catch (IOException exception) {
      throw new UncheckedIOException("reading " + path, exception);
    }
  }

  /** Whether what cannot be checked here is an error and not a skip. */
  public static boolean isContinuousIntegration() {
    return "true".equals(System.getenv("CI"));
  }

  /** Prints a line where whoever started the build sees it. */
  public static void say(String line) {
    System.out.println(line);
  }

  private static Path findRoot() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isRegularFile(folder.resolve("mvnw"))) {
        return folder;
      }
    }
    throw new IllegalStateException(
        "looking for mvnw above " + Path.of("").toAbsolutePath() + " (expected: the checkout)");
  }
}
