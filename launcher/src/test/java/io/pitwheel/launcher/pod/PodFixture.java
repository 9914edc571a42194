package io.pitwheel.launcher.pod;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launcher.InstructionBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A pod's folders, as the init container and the cluster leave them, and its server. */
abstract class PodFixture {
  static final String OUTPUTS = "s3://bucket/pipe/run-1/train/2";
  static final String TOKEN =
      "e30."
          + Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString("{\"aud\":[\"other\",\"pitwheel.io/runs/run-1\"]}".getBytes(UTF_8))
          + ".signature";
  private static final long PAUSE_NANOSECONDS = 1_000_000;
  private static final PodSettings.Waits QUICK =
      new PodSettings.Waits(Duration.ofMillis(5), Duration.ofMillis(20), Duration.ofMillis(500));

  @TempDir Path home;
  @TempDir Path container;
  @TempDir Path workspace;

  final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  LaunchServer server;

  PodFixture() throws IOException {
    server = new LaunchServer("127.0.0.1", TOKEN::equals, "4.2/2");
  }

  @BeforeEach
  void fill() throws IOException {
    Files.createDirectories(home.resolve("token"));
    Files.createDirectories(home.resolve("work"));
    Files.writeString(home.resolve("token/token"), TOKEN + "\n");
    Files.writeString(home.resolve("server"), server.address());
  }

  @AfterEach
  void end() {
    server.close();
  }

  PodLaunch launch(Map<String, String> further) {
    var environment = new TreeMap<>(Map.of("PATH", System.getenv("PATH")));
    environment.putAll(further);
    return new PodLaunch(
        new PodSettings(home, "4.2", 2, environment, container, workspace, QUICK),
        new PodOutput(printed, notes));
  }

  int run() {
    return launch(Map.of()).run();
  }

  int run(InstructionBuilder instruction) {
    server.tells(instruction(instruction));
    return run();
  }

  InstructionBuilder shell(String script) {
    return InstructionBuilder.shell(home, script).image("any:1");
  }

  /** The same, at home in a bucket. */
  static LaunchInstruction instruction(InstructionBuilder builder) {
    return builder.outputLocation(OUTPUTS).build();
  }

  /** Waits, without a bound but the test's, until something holds. */
  static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(PAUSE_NANOSECONDS);
    }
  }

  String notes() {
    return notes.toString(UTF_8);
  }
}
