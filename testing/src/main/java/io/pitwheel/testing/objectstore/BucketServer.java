package io.pitwheel.testing.objectstore;

import io.pitwheel.testing.need.MissingPart;
import io.pitwheel.testing.network.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A real server of buckets, on a free port of this machine, that checks signatures. {@code
 * scripts/make_bucket_server.sh} builds it.
 */
public final class BucketServer implements AutoCloseable {
  /** The key that it knows. */
  public static final String ACCESS_KEY = "tester";

  /** The secret of that key. */
  public static final String SECRET_KEY = "not-a-secret-at-all";

  private static final String VERSION = "1.8.0";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int MAX_STARTS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private final Path folder;
  private final Process process;
  private final URI endpoint;

  private BucketServer(Path folder, Process process, URI endpoint) {
    this.folder = folder;
    this.process = process;
    this.endpoint = endpoint;
  }

  /** The one server of this JVM; ends the calling test when there is none to be had. */
  public static BucketServer shared() {
    return Shared.get();
  }

  /** A server that speaks TLS, for one test, which closes it. */
  public static BucketServer withCertificate(Path certificate, Path key) {
    return start(
        require(),
        LOOPBACK,
        List.of("--cert", certificate.toString(), "--key", key.toString()),
        "https");
  }

  /**
   * A server that listens on another address of this machine, such as the one that pods reach; for
   * one test, which closes it.
   */
  public static BucketServer at(String address) {
    return start(require(), address, List.of(), "http");
  }

  /** Where it listens. */
  public URI endpoint() {
    return endpoint;
  }

  /** Makes an empty bucket that no other test has. */
  public String newBucket() {
    String name = "bucket-" + BUCKETS.incrementAndGet();
    try {
      Files.createDirectories(folder.resolve("buckets").resolve(name));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return name;
  }

  /** Puts an object where somebody else would have put it, in a bucket that is made for it. */
  public void put(String bucket, String key, String text) {
    Path file = folder.resolve("buckets").resolve(bucket).resolve(key);
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, text);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** An object as somebody else would find it. */
  public String text(String bucket, String key) {
    try {
      return Files.readString(folder.resolve("buckets").resolve(bucket).resolve(key));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** What its clients find in their environment. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY", SECRET_KEY,
        "AWS_ENDPOINT_URL", endpoint.toString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      Files.walkFileTree(folder, new Removal());
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private static Path require() {
    return requireProgram(
        "versitygw-%s/versitygw".formatted(VERSION), "scripts/make_bucket_server.sh");
  }

  /**
   * A program in the cache; ends the calling test when it is not there.
   *
   * @param script what puts it there
   */
  static Path requireProgram(String path, String script) {
    String cache = System.getenv("PITWHEEL_CACHE");
    Path folder =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache/pitwheel")
            : Path.of(cache);
    Path program = folder.resolve(path);
    if (!Files.isExecutable(program)) {
      MissingPart.endTest("no program at %s (%s makes it)".formatted(program, script));
    }
    return program;
  }

  private static BucketServer start(
      Path program, String address, List<String> options, String scheme) {
    for (int i = 1; i < MAX_STARTS; i++) {
      BucketServer server = tryStart(program, address, options, scheme);
      if (server.isReady()) {
        return server;
      }
      // Somebody else took the port meanwhile.
      server.close();
    }
    BucketServer last = tryStart(program, address, options, scheme);
    if (!last.isReady()) {
      throw new AssertionError(
          "%s did not listen on %s within %s: %s"
              .formatted(program, last.endpoint, PATIENCE, last.output()));
    }
    return last;
  }

  private static BucketServer tryStart(
      Path program, String address, List<String> options, String scheme) {
    try {
      Path folder = Files.createTempDirectory("bucket-server");
      Files.createDirectories(folder.resolve("buckets"));
      Files.createDirectories(folder.resolve("sidecar"));
      int port = FreePort.at(address);
      List<String> command =
          new ArrayList<>(List.of(program.toString(), "--port", address + ":" + port, "--quiet"));
      command.addAll(options);
      command.addAll(
          List.of(
              "posix",
              "--sidecar",
              folder.resolve("sidecar").toString(),
              folder.resolve("buckets").toString()));
      var builder = new ProcessBuilder(command);
      builder.environment().put("ROOT_ACCESS_KEY", ACCESS_KEY);
      builder.environment().put("ROOT_SECRET_KEY", SECRET_KEY);
      builder.redirectErrorStream(true);
      builder.redirectOutput(folder.resolve("output.log").toFile());
      return new BucketServer(
          folder, builder.start(), URI.create("%s://%s:%d".formatted(scheme, address, port)));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  private boolean isReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), 1000);
        return true;
      } catch (IOException exception) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    return false;
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output.log"));
    } catch (IOException exception) {
      return exception.toString();
    }
  }

  /** Started once, when it is first asked for, and ended with the JVM. */
  private static final class Shared {
    private static @Nullable BucketServer running;

    static synchronized BucketServer get() {
      BucketServer found = running;
      if (found == null) {
        found = at(LOOPBACK);
        Runtime.getRuntime().addShutdownHook(new Thread(found::close));
        running = found;
      }
      return found;
    }
  }

  private static final class Removal extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException exception)
        throws IOException {
      Files.deleteIfExists(visited);
      return FileVisitResult.CONTINUE;
    }
  }
}
