package io.pitwheel.testing.objectstore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fake server of blobs by the maker of the real one, on a free port, in memory. {@code
 * scripts/make_blob_server.sh} installs it.
 */
public final class BlobServer implements AutoCloseable {
  /** The one account that it knows. */
  public static final String ACCOUNT = "devstoreaccount1";

  /** That account's key, the same for everybody who has this server. */
  public static final String KEY =
      "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

  private static final String PROGRAM = "azurite-3.37.0/node_modules/.bin/azurite-blob";
  private static final Pattern READY = Pattern.compile("listens on (https?://[0-9.]+:\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static @Nullable BlobServer running;

  private final String endpoint;
  private final Process process;

  private BlobServer(String endpoint, Process process) {
    this.endpoint = endpoint;
    this.process = process;
  }

  /** The one server of this JVM; ends the calling test when there is none to be had. */
  public static synchronized BlobServer shared() {
    BlobServer found = running;
    if (found == null) {
      found = start(List.of());
      running = found;
    }
    return found;
  }

  /** A server that speaks TLS, for one test, which closes it. */
  public static BlobServer withCertificate(Path certificate, Path key) {
    return start(List.of("--cert", certificate.toString(), "--key", key.toString()));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Where it listens, with the account. */
  public String endpoint() {
    return endpoint;
  }

  private static BlobServer start(List<String> options) {
    Path program = BucketServer.requireProgram(PROGRAM, "scripts/make_blob_server.sh");
    var command =
        new ArrayList<>(
            List.of(program.toString(), "--inMemoryPersistence", "--blobPort", "0", "--silent"));
    command.addAll(options);
    try {
      Path output = Files.createTempFile("blob-server", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                process.destroyForcibly();
                output.toFile().delete();
              }));
      return new BlobServer(address(process, output) + "/" + ACCOUNT, process);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private static String address(Process process, Path output) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      Matcher matcher = READY.matcher(Files.readString(output));
      if (matcher.find()) {
        return matcher.group(1);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new AssertionError("the server of blobs did not start: " + Files.readString(output));
  }
}
