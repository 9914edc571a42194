package io.pitwheel.conformance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.JavaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A program in a Java of its own that ends by itself or is killed, over and over. Most of what a
 * short life takes is the loading of classes; after a rehearsal they come from an archive.
 */
final class MortalProgram {
  private static final int LONGEST_LIFE_MINUTES = 5;

  private final Class<?> program;
  private final Path folder;
  private String classPath = System.getProperty("java.class.path");

  /**
   * @param folder for what it prints, and for the archive
   */
  MortalProgram(Class<?> program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Runs to its own end, and remembers the classes that it needed. */
  void rehearse(String... arguments) throws IOException, InterruptedException {
    classPath = packed(classPath);
    int exit = live(List.of("-XX:AOTCacheOutput=" + archive()), arguments);
    assertThat(exit).as("exit of the rehearsal").isZero();
  }

  /** One life: 0 when it ended by itself, else {@link Countdown#KILLED}. */
  int run(String... arguments) throws IOException, InterruptedException {
    return live(
        Files.exists(archive()) ? List.of("-XX:AOTCache=" + archive()) : List.of(), arguments);
  }

  private int live(List<String> archiving, String... arguments)
      throws IOException, InterruptedException {
    var flags = new ArrayList<String>(archiving);
    flags.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    List<String> command = JavaProgram.command(flags, classPath, program, arguments);
    Path log = folder.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    boolean hasEnded = process.waitFor(LONGEST_LIFE_MINUTES, TimeUnit.MINUTES);
    process.destroyForcibly();
    int exit = hasEnded ? process.exitValue() : -1;
    assertThat(exit)
        .withFailMessage(
            () -> "exit %d of the program, which printed: %s".formatted(exit, end(log)))
        .isIn(0, Countdown.KILLED);
    return exit;
  }

  private static String end(Path log) {
    try {
      return Files.readString(log, StandardCharsets.ISO_8859_1);
    } catch (IOException exception) {
      return exception.toString();
    }
  }

  private Path archive() {
    return folder.resolve("classes.archive");
  }

  /** Only classes that come from files of the class path are archived, not those from folders. */
  private String packed(String path) throws IOException {
    var packed = new ArrayList<String>();
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry))) {
        packed.add(pack(Path.of(entry), folder.resolve("classes-%d.jar".formatted(packed.size()))));
      } else if (Files.exists(Path.of(entry))) {
        packed.add(entry);
      }
    }
    return String.join(File.pathSeparator, packed);
  }

  private static String pack(Path directory, Path file) throws IOException {
    try (var entries = Files.walk(directory);
        var stream = new JarOutputStream(Files.newOutputStream(file))) {
      for (Path entry : entries.filter(Files::isRegularFile).toList()) {
        stream.putNextEntry(new JarEntry(directory.relativize(entry).toString()));
        Files.copy(entry, stream);
        stream.closeEntry();
      }
    }
    return file.toString();
  }
}
