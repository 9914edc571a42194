package io.pitwheel.conformance.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.conformance.program.PipelineServer;
import io.pitwheel.conformance.project.Checkout;
import io.pitwheel.server.assembly.LocalEngineFactory;
import io.pitwheel.server.assembly.PitwheelServer;
import io.pitwheel.server.assembly.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case, through a server: the one {@code PITWHEEL_BEHAVIOUR_SERVER} names, whose engine may
 * be any, else one of this process with the embedded engine.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BehaviourTest {
  /** Where cases are kept. */
  static final Path RESOURCES = Checkout.root().resolve("conformance/src/test/resources");

  private static final int SLOTS = 4;

  @TempDir static Path folder;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private PipelineServer server = new PipelineServer("");

  @BeforeAll
  void openServer() throws IOException {
    String named = System.getenv("PITWHEEL_BEHAVIOUR_SERVER");
    String address = named == null || named.isEmpty() ? startHere() : named;
    server = new PipelineServer(address);
    opened.addFirst(server);
  }

  private String startHere() throws IOException {
    Path data = Files.createDirectory(folder.resolve("data"));
    var factory = new LocalEngineFactory(SLOTS, parts -> parts);
    PitwheelServer here = PitwheelServer.start(ServerSettings.local(data), factory);
    opened.add(here);
    return here.address();
  }

  @AfterAll
  void closeServer() throws Exception {
    for (AutoCloseable part : opened) {
      part.close();
    }
  }

  static Stream<String> cases() {
    return BehaviourCase.folders(RESOURCES).stream()
        .map(path -> String.valueOf(path.getFileName()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void behavesAsItsCaseSays(String name) throws IOException, InterruptedException {
    BehaviourCase given =
        BehaviourCase.named(name, Files.createDirectory(folder.resolve(name)).toString());

    assertThat(given.differences(server)).as(given.about()).isEmpty();
  }
}
