package io.pitwheel.testing.network;

import io.pitwheel.testing.need.MissingPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real HTTP proxy, the program {@code tinyproxy}, on a free port of this machine. What is to go
 * through it is served at {@value #BEYOND}: 127.0.0.1 is reached without a proxy by everybody.
 */
public final class ProxyServer implements AutoCloseable {
  /** An address of this machine that stands for another network. */
  public static final String BEYOND = "127.0.0.2";

  private static final Path PROGRAM = Path.of("/usr/bin/tinyproxy");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final String REQUEST = "Request (file descriptor";

  private final Path log;
  private final int port;
  private final Process process;

  private ProxyServer(Path log, int port, Process process) {
    this.log = log;
    this.port = port;
    this.process = process;
  }

  /**
   * Starts one; ends the calling test when the program is not there.
   *
   * @param folder for its files
   */
  public static ProxyServer start(Path folder) {
    if (!Files.isExecutable(PROGRAM)) {
      MissingPart.endTest(
          "no program at %s (the Debian package tinyproxy has it)".formatted(PROGRAM));
    }
    try {
      int port = FreePort.at("127.0.0.1");
      Path log = folder.resolve("proxy.log");
      Path settings =
          Files.writeString(
              folder.resolve("proxy.conf"),
              """
              Port %d
              Listen 127.0.0.1
              LogFile "%s"
              LogLevel Connect
              MaxClients 50
              Timeout 60
              """
                  .formatted(port, log));
      Process process =
          new ProcessBuilder(PROGRAM.toString(), "-d", "-c", settings.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("proxy.output").toFile())
              .start();
      var server = new ProxyServer(log, port, process);
      server.awaitReady();
      return server;
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Where it listens, such as {@code http://127.0.0.1:3128}. */
  public String address() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Request lines that went through it to a server, in order. Those of connections whose content it
   * cannot read begin with {@code CONNECT}.
   */
  public List<String> requestsTo(URI server) {
    try (Stream<String> lines = Files.lines(log)) {
      String place = "%s:%d".formatted(server.getHost(), server.getPort());
      return lines
          .filter(line -> line.contains(REQUEST) && line.contains(place))
          .map(line -> line.substring(line.indexOf("): ") + "): ".length()))
          .toList();
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException exception) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1000);
        return;
      } catch (IOException exception) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
    close();
    throw new AssertionError(
        "%s did not listen on %s within %s".formatted(PROGRAM, address(), PATIENCE));
  }
}
