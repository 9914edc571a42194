package io.pitwheel.cli.command;

import io.pitwheel.cli.connection.DataFolderBusy;
import io.pitwheel.cli.connection.EmbeddedServer;
import io.pitwheel.cli.connection.ServerStart;
import io.pitwheel.cli.outcome.CommandFailure;
import io.pitwheel.cli.outcome.ExitStatus;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code server}: serves until it is told to stop, then drains and ends with 0. */
@Command(
    name = "server",
    description = "Serve REST and gRPC until stopped.",
    mixinStandardHelpOptions = true)
public final class ServerCommand implements Callable<Integer> {
  private static final int START_FAILED = 1;
  private static final int MAX_PORT = 65_535;

  private final CommandContext context;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "The address to listen on. Default: 127.0.0.1.")
  private @Nullable String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "For REST; 0 takes a free one. Default: 8888.")
  private @Nullable Integer port;

  @Option(
      names = "--grpc-port",
      paramLabel = "PORT",
      description = "For gRPC; 0 takes a free one. Default: 8887.")
  private @Nullable Integer grpcPort;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings in YAML. Variables PITWHEEL_<SECTION>_<NAME> and options beat it.")
  private @Nullable Path settingsFile;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The data folder. Default: PITWHEEL_DATA, else ~/.pitwheel.")
  private @Nullable Path data;

  @Option(
      names = "--allow-remote",
      description = "Serve a host beyond loopback without authentication.")
  private boolean allowsRemote;

  public ServerCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    var surroundings = context.surroundings();
    checkPort("--port", port);
    checkPort("--grpc-port", grpcPort);
    Path folder = data == null ? surroundings.defaultDataFolder() : data;
    var start = new ServerStart(folder.toAbsolutePath().normalize(), settingsFile, flags(), true);
    var stopped = new CountDownLatch(1);
    context.interruptions().onFirst(stopped::countDown);
    try (EmbeddedServer server = context.servers().start(start)) {
      surroundings
          .output()
          .println("listening on %s (gRPC %s)".formatted(server.address(), server.grpcAddress()));
      surroundings.output().flush();
      stopped.await();
    } catch (DataFolderBusy exception) {
      surroundings.errors().println("pitwheel: " + exception.getMessage());
      return START_FAILED;
    } catch (CommandFailure exception) {
      // A port that is taken ends with 1; what the user gave wrong with 2, as everywhere.
      surroundings.errors().println("pitwheel: " + exception.text());
      return exception.exitStatus() == ExitStatus.TROUBLE
          ? START_FAILED
          : exception.exitStatus().number();
    }
    return ExitStatus.SUCCEEDED.number();
  }

  /** What was given; what was not is left to the environment and the file. */
  private Map<String, String> flags() {
    var flags = new TreeMap<String, String>();
    if (host != null) {
      flags.put(ServerStart.HOST, host);
    }
    if (port != null) {
      flags.put(ServerStart.PORT, port.toString());
    }
    if (grpcPort != null) {
      flags.put(ServerStart.GRPC_PORT, grpcPort.toString());
    }
    if (allowsRemote) {
      flags.put(ServerStart.ALLOW_REMOTE, "true");
    }
    return flags;
  }

  private static void checkPort(String option, @Nullable Integer given) {
    int number = given == null ? 0 : given;
    if (number < 0 || number > MAX_PORT) {
      throw CommandFailure.refused(
          "reading %s %d (expected: 0 to %d, where 0 takes a free one)"
              .formatted(option, number, MAX_PORT));
    }
  }
}
