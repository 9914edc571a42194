package io.pitwheel.conformance.replica;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** The program of one replica: it prints its address and serves until it is ended. */
public final class ReplicaServer {
  private ReplicaServer() {}

  /**
   * @param arguments data folder, milliseconds since the epoch at which the clock of all replicas
   *     was right, then settings such as {@code server.port=0}
   */
  public static void main(String[] arguments) throws InterruptedException {
    var flags =
        Arrays.stream(arguments)
            .skip(2)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    PitwheelServer server =
        PitwheelServer.start(
            ServerSettings.of(Path.of(arguments[0]), flags),
            LocalEngineFactory.ofThisMachine(),
            new FastClock(Instant.ofEpochMilli(Long.parseLong(arguments[1]))),
            Identifiers.random());
    System.out.println(server.address());
    new CountDownLatch(1).await();
  }
}
