package io.pitwheel.server.limits;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import io.pitwheel.server.RawHttp;
import io.pitwheel.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More connections than a server has, or wants. */
class ConnectionLimitTest {
  private static final int MANY = 1_000;

  /** Of the client of the tests. */
  private static final int OWN = 4;

  /** Closed connections are counted down by other threads than the one that asks. */
  private static final int MAX_TRIES = 10_000;

  private static final Pattern COUNT = Pattern.compile("(?m)^pitwheel_connections (\\d+)");

  @TempDir static Path folder;
  private static RunningServer server;
  private final List<Socket> sockets = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = new RunningServer(folder, Map.of("limits.connections", String.valueOf(MANY + OWN)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Those that are still counted would be missing in the next test. */
  @AfterEach
  void leaveAll() throws IOException {
    closeAll();
    awaitAtMost(OWN);
  }

  @Test
  void answersBesideAThousandConnectionsAndKeepsNoneOfThem() throws IOException {
    awaitAtMost(OWN);
    long files = openFiles();

    open(MANY);

    assertThat(server.get("/apis/v2beta1/healthz").statusCode()).isEqualTo(200);
    assertThat(connections()).isGreaterThanOrEqualTo(MANY);

    closeAll();
    awaitAtMost(OWN);
    assertThat(filesOnceBelow(files + MANY / 10)).isLessThan(files + MANY / 10);
    assertThat(server.get("/apis/v2beta1/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsOneThatIsTooMany() throws IOException {
    int port = server.handle().port();
    String request = "GET /apis/v2beta1/healthz HTTP/1.1\nHost: localhost:%d\n\n".formatted(port);
    open(MANY + OWN - connections());

    String answer = RawHttp.exchange(port, request);

    assertThat(answer)
        .startsWith("HTTP/1.1 503 ")
        .contains("{\"code\":14,", "connections are open already", "limits.connections");

    closeAll();
    awaitAtMost(OWN);
    assertThat(RawHttp.exchange(port, request.replace("\n\n", "\nConnection: close\n\n")))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void tellsACallOnOneThatIsTooMany() throws IOException {
    open(MANY + OWN - connections());
    try (var clients = ClientFactory.builder().build()) {
      HealthzServiceBlockingStub stub =
          GrpcClients.builder("gproto+http://" + server.handle().grpcAddress())
              .factory(clients)
              .build(HealthzServiceBlockingStub.class);

      var thrown =
          catchThrowableOfType(
              StatusRuntimeException.class, () -> stub.getHealthz(Empty.getDefaultInstance()));

      var status = StatusProto.fromThrowable(thrown);
      assertThat(status.getCode()).as(status.toString()).isEqualTo(14);
      assertThat(status.getMessage())
          .contains("connections are open already", "limits.connections");
      assertThat(status.getDetails(0).is(com.google.rpc.Status.class)).isTrue();
    }
  }

  @Test
  void takesInNoneThatIsFarTooMany() throws IOException {
    open(MANY + OWN - connections() + ConnectionLimit.MAX_REFUSALS);

    try (var oneMore = new Socket(InetAddress.getLoopbackAddress(), server.handle().port())) {
      assertThat(hasEnded(oneMore)).isTrue();
    }
  }

  private static boolean hasEnded(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketException _) {
      return true;
    }
  }

  /** Connections on which a request has begun and does not go on. */
  private void open(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      var socket = new Socket(InetAddress.getLoopbackAddress(), server.handle().port());
      sockets.add(socket);
      socket.getOutputStream().write("GET ".getBytes(UTF_8));
    }
    int before = connections();
    for (int tries = 0; tries < MAX_TRIES && before < sockets.size(); tries++) {
      before = connections();
    }
  }

  private void closeAll() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private static void awaitAtMost(int expected) {
    int count = connections();
    for (int tries = 0; tries < MAX_TRIES && count > expected; tries++) {
      count = connections();
    }
    assertThat(count).isLessThanOrEqualTo(expected);
  }

  /** Those that are open, the one that asks among them. */
  private static int connections() {
    Matcher matcher = COUNT.matcher(server.get("/metrics").body());
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  /** What is closed gives its file back when its thread looks at its connections again. */
  private static long filesOnceBelow(long bound) throws IOException {
    long files = openFiles();
    for (int tries = 0; tries < MAX_TRIES && files >= bound; tries++) {
      files = openFiles();
    }
    return files;
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
