package io.pitwheel.conformance.argo;

import io.pitwheel.conformance.program.ProgramServer;
import io.pitwheel.testing.cluster.ServerFlags;
import io.pitwheel.testing.cluster.TestNamespace;
import io.pitwheel.testing.objectstore.BucketServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A server as {@link ClusterServer}, but a process of its own, which can be killed and started. */
final class ClusterProgram implements AutoCloseable {
  private static final String PORT = "server.port";

  /** Of the program itself, which stand above its settings. */
  private static final Set<String> OPTIONS = Set.of(PORT, "server.grpcPort");

  private final Path folder;
  private final Map<String, String> flags;
  private final BucketServer buckets;
  private ProgramServer program;

  private ClusterProgram(Path folder, Map<String, String> flags, BucketServer buckets)
      throws IOException {
    this.folder = folder;
    this.flags = flags;
    this.buckets = buckets;
    this.program = start();
  }

  static ClusterProgram start(TestNamespace namespace, Path folder) throws IOException {
    namespace.makeServiceAccount(ServerFlags.ACCOUNT);
    BucketServer buckets = BucketServer.at(namespace.cluster().hostAddress());
    try {
      Path data = Files.createDirectories(folder.resolve("data"));
      return new ClusterProgram(folder, ServerFlags.of(namespace, buckets, data), buckets);
    } catch (IOException | RuntimeException exception) {
      buckets.close();
      throw exception;
    }
  }

  /** Of its REST API, before and after. */
  String address() {
    return program.address().toString();
  }

  /** As the kernel might. */
  void kill() throws InterruptedException {
    program.process().destroyForcibly().waitFor();
  }

  /** Starts it again, with the same data and at the same address. */
  void startAgain() throws IOException {
    program = start();
  }

  @Override
  public void close() {
    program.close();
    buckets.close();
  }

  private ProgramServer start() throws IOException {
    return ProgramServer.start(
        folder, settings(), Map.of(), Objects.requireNonNull(flags.get(PORT)));
  }

  /** Settings in YAML, section by section. */
  private String settings() {
    var sections = new TreeMap<String, StringBuilder>();
    flags.forEach((key, value) -> {
      int dot = key.indexOf('.');
      if (!OPTIONS.contains(key)) {
        sections
            .computeIfAbsent(key.substring(0, dot), name -> new StringBuilder(name + ":\n"))
            .append("  %s: \"%s\"%n".formatted(key.substring(dot + 1), value));
      }
    });
    return String.join("", sections.values());
  }
}
