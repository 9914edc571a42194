package io.pitwheel.testing.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.testing.need.MissingPart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The scripts of {@code conformance/cluster}, as this JVM calls them. */
final class ClusterScripts {
  private static final Logger LOGGER = System.getLogger(ClusterScripts.class.getName());
  private static final String READY = "ready ";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Path folder;

  private ClusterScripts(Path folder) {
    this.folder = folder;
  }

  static ClusterScripts ofCheckout() {
    Path here = Path.of("").toAbsolutePath();
    for (Path above = here; above != null; above = above.getParent()) {
      Path found = above.resolve("conformance/cluster");
      if (Files.isDirectory(found)) {
        return new ClusterScripts(found);
      }
    }
    throw new IllegalStateException(
        "looking for conformance/cluster above " + here + " (expected: the checkout)");
  }

  /**
   * Brings the cluster up and holds it until this JVM ends, in order or not. Ends the calling test
   * when this machine cannot run one.
   */
  Held hold() {
    require();
    try {
      Process holder = new ProcessBuilder(script("hold")).redirectErrorStream(true).start();
      BufferedReader output = holder.inputReader(UTF_8);
      var said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith(READY)) {
          // A read of a pipe holds the thread below a virtual one.
          Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {}));
          Runtime.getRuntime().addShutdownHook(new Thread(() -> letGo(holder)));
          return Held.of(line.substring(READY.length()));
        }
      }
      throw new AssertionError("the cluster did not come up (expected: ready)\n" + said);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** The folder of all modules. */
  Path checkout() {
    return folder.resolve("../..").normalize();
  }

  /** Runs a script to its end, and fails with what it said when it fails. */
  String run(String name, List<String> arguments) {
    var words = new ArrayList<>(List.of(script(name)));
    words.addAll(arguments);
    Answer answer = ask(words);
    if (answer.code() != 0) {
      throw new AssertionError(
          "%s ended with %d (expected: 0)%n%s"
              .formatted(String.join(" ", words), answer.code(), answer.text()));
    }
    return answer.text();
  }

  Path collect(Path archives, List<Path> others) {
    List<String> arguments = new ArrayList<>(List.of(archives.toAbsolutePath().toString()));
    others.forEach(other -> arguments.add(other.toAbsolutePath().toString()));
    return Path.of(run("collect", arguments).lines().toList().getLast());
  }

  private void require() {
    Answer answer = ask(List.of(script("check")));
    if (answer.code() == 0) {
      return;
    }
    MissingPart.endTest("no cluster on this machine: " + answer.text());
  }

  private String script(String name) {
    return folder.resolve(name).toString();
  }

  /**
   * A cluster that is up.
   *
   * @param hostAddress where its pods reach this machine
   */
  record Held(Path kubeconfig, String hostAddress) {
    // A folder may have blanks in its name, an address has none.
    private static Held of(String words) {
      int last = words.lastIndexOf(' ');
      return new Held(Path.of(words.substring(0, last)), words.substring(last + 1));
    }
  }

  private record Answer(int code, String text) {}

  private static Answer ask(List<String> words) {
    try {
      Path output = Files.createTempFile("cluster", ".txt");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        boolean isDone = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroy();
        String text = new String(Files.readAllBytes(output), UTF_8).strip();
        if (!isDone) {
          throw new AssertionError("%s took longer than %s: %s".formatted(words, PATIENCE, text));
        }
        return new Answer(process.exitValue(), text);
      } finally {
        Files.delete(output);
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + words, exception);
    }
  }

  // Without this the script sees by itself that this JVM is gone; but whoever started the tests may
  // go on too early.
  private static void letGo(Process holder) {
    try {
      holder.getOutputStream().close();
      holder.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException exception) {
      LOGGER.log(Level.WARNING, "letting the cluster go", exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }
}
