package io.pitwheel.testing.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.testing.network.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The programs of one kind of database, and one server of them. */
abstract class ServerProgram {
  /**
   * A server cannot be left behind: when this JVM is gone, however it went, the guard reads on. Nor
   * is one waited for that has ended by itself: the guard ends with it.
   */
  private static final String GUARD =
      """
      "$@" </dev/null &
      server=$!
      status=129
      while [ $status -gt 128 ] && kill -0 $server 2>/dev/null; do
        read -r -t 0.1 order
        status=$?
      done
      [ $status -le 128 ] || exit 1
      case $order in
        crash) kill -KILL $server ;;
        *) kill -$STOP_SIGNAL $server ;;
      esac
      wait $server
      [ -n "$order" ] || rm -rf "$FOLDER"
      """;

  private @Nullable Path folder;
  private @Nullable Process guard;
  private List<Path> secret = List.of();
  private int port;

  abstract String name();

  abstract boolean isInstalled();

  /** Makes the files of a server in {@link #folder}. */
  abstract void initialise() throws IOException;

  /** The command line of the server. */
  abstract List<String> command();

  /** What the server says when it can be asked. */
  abstract String readyText();

  /** The signal that ends it in order. */
  abstract String stopSignal();

  /** What is done once, when the server answers for the first time. */
  abstract void prepare();

  abstract TestDatabase create(String database);

  abstract String execute(String database, String statements);

  /** A database that shares nothing with others. */
  abstract TestDatabase createWhole(String database);

  /** A database, and a user whom it lets in by TLS only. */
  abstract TestDatabase createSecured(String database);

  /** How the client programs find it. */
  abstract Map<String, String> adminVariables(TestDatabase database);

  final Path folder() {
    Path made = folder;
    if (made == null) {
      throw new IllegalStateException(name() + " was not started");
    }
    return made;
  }

  final int port() {
    return port;
  }

  final void start() throws IOException {
    Path made = Files.createTempDirectory("pitwheel-database-");
    folder = made;
    port = FreePort.at("127.0.0.1");
    if (isRoot()) {
      Files.setOwner(
          made,
          made.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody"));
    }
    initialise();
    run();
    prepare();
  }

  /** Starts the server and returns when it can be asked. */
  final void run() throws IOException {
    var words = new ArrayList<>(List.of("bash", "-c", GUARD, "guard"));
    words.addAll(unprivileged(command()));
    var builder = new ProcessBuilder(words).redirectErrorStream(true).directory(folder().toFile());
    builder.environment().put("FOLDER", folder().toString());
    builder.environment().put("STOP_SIGNAL", stopSignal());
    Process started = builder.start();
    guard = started;
    BufferedReader output = started.inputReader(UTF_8);
    var said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains(readyText())) {
        // A read of a pipe holds the thread below a virtual one.
        Thread.ofPlatform().daemon().start(() -> output.lines().forEach(_ -> {}));
        return;
      }
    }
    throw new IOException(name() + " ended instead of starting: " + said);
  }

  /** Ends the server and keeps its files. */
  final void stop(String order) {
    Process running = guard;
    if (running == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    try (var orders = running.outputWriter(UTF_8)) {
      orders.write(order + "\n");
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    running.onExit().join();
  }

  /** The certificate and the key to start with; empty for none. */
  final List<Path> secret() {
    return secret;
  }

  /** Says what to start with. */
  final void secure(@Nullable Path certificate, @Nullable Path key) {
    try {
      secret =
          certificate == null || key == null
              ? List.of()
              : List.of(own(certificate, "certificate.pem"), own(key, "key.pem"));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** A copy that the server may read, and nobody else. */
  private Path own(Path file, String name) throws IOException {
    Path copy = folder().resolve(name);
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
    Files.setOwner(copy, Files.getOwner(folder()));
    return copy;
  }

  /** Sends a signal to every process of the server. */
  final void signal(String name) {
    Process running = guard;
    if (running == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    var words = new ArrayList<>(List.of("kill", "-" + name));
    running.descendants().map(process -> Long.toString(process.pid())).forEach(words::add);
    ask(words, Map.of());
  }

  /** Runs a program of the database to its end; answers what it printed. */
  final String ask(List<String> words, Map<String, String> variables) {
    try {
      var builder =
          new ProcessBuilder(words).redirectErrorStream(true).directory(folder().toFile());
      builder.environment().putAll(variables);
      builder.environment().put("HOME", folder().toString());
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      int code = process.onExit().join().exitValue();
      if (code != 0) {
        throw new IllegalStateException("%s ended with %d: %s".formatted(words, code, said));
      }
      return said.strip();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** The command as somebody who may nothing: these servers refuse to run as root. */
  static List<String> unprivileged(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    var words =
        new ArrayList<>(
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"));
    words.addAll(command);
    return words;
  }

  /** A program in the first of the folders that has it. */
  static Optional<Path> find(String program, Stream<Path> folders) {
    return folders.map(place -> place.resolve(program)).filter(Files::isExecutable).findFirst();
  }

  /** A {@code PATH} on which the folder of a program comes first. */
  static String pathWith(String program) {
    Path folder = Path.of(program).getParent();
    return folder + ":" + System.getenv("PATH");
  }

  /** The folders of {@code PATH}, and where systems keep servers. */
  static Stream<Path> usualFolders() {
    return Stream.concat(
        Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of),
        Stream.of(Path.of("/usr/sbin"), Path.of("/usr/libexec")));
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }
}
