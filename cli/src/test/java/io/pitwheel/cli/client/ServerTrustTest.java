package io.pitwheel.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.cli.CommandLineFixture;
import io.pitwheel.cli.FakeServer;
import io.pitwheel.testing.tls.SelfSigned;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands to a server whose certificate comes from an authority of its own. */
final class ServerTrustTest {
  @TempDir static Path folder;
  private static SelfSigned own;
  private static FakeServer server;

  @BeforeAll
  static void start() throws Exception {
    own = SelfSigned.make(folder.resolve("own"), "CN=own server");
    server = new FakeServer(own.context());
    server.answer("GET runs/1/tasks:explain", 200, "{\"tasks\": []}");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static CommandLineFixture trusting(Path file) {
    return new CommandLineFixture(server, folder)
        .environment(Map.of("PITWHEEL_TLS_CA_FILE", file.toString()));
  }

  @Test
  void areAnsweredWhenItsAuthorityIsNamed() {
    CommandLineFixture program = trusting(own.certificate());
    int before = server.requests().size();

    assertThat(program.ask("why", "1", "train")).as(program.errors()).isNotEqualTo(3);
    assertThat(server.requests()).hasSizeGreaterThan(before);
  }

  @Test
  void areAnsweredWhenASettingsFileNamesItsAuthority() {
    CommandLineFixture program = withSettings(own.certificate());

    assertThat(program.ask("why", "1", "train", "--config", "settings.yaml"))
        .as(program.errors())
        .isNotEqualTo(3);
  }

  @Test
  void takeTheVariableBeforeTheSettingsFile() throws Exception {
    SelfSigned wrong = SelfSigned.make(folder.resolve("wrong"), "CN=wrong");
    CommandLineFixture program =
        withSettings(own.certificate())
            .environment(Map.of("PITWHEEL_TLS_CA_FILE", wrong.certificate().toString()));

    assertThat(program.ask("why", "1", "train", "--config", "settings.yaml")).isEqualTo(3);
    assertThat(program.errors()).contains("CN=own server", wrong.certificate().toString());
  }

  private static CommandLineFixture withSettings(Path authorities) {
    return new CommandLineFixture(server, folder)
        .settingsFiles(file -> {
          assertThat(file).hasToString("settings.yaml");
          return Optional.of(authorities);
        });
  }

  @Test
  void nameHostAndCertificateThatNobodyVouchesFor() throws Exception {
    SelfSigned other = SelfSigned.make(folder.resolve("other"), "CN=other");
    for (var program :
        new CommandLineFixture[] {
          trusting(other.certificate()), new CommandLineFixture(server, folder)
        }) {
      assertThat(program.ask("why", "1", "train")).isEqualTo(3);
      assertThat(program.errors())
          .contains(server.address().toString(), "CN=own server", "PITWHEEL_TLS_CA_FILE");
    }
  }

  @Test
  void refuseACertificateOfAnotherHost() throws Exception {
    SelfSigned elsewhere =
        SelfSigned.make(folder.resolve("elsewhere"), "CN=elsewhere", "dns:example.org");
    try (var there = new FakeServer(elsewhere.context())) {
      var program =
          new CommandLineFixture(there, folder)
              .environment(Map.of("PITWHEEL_TLS_CA_FILE", elsewhere.certificate().toString()));

      assertThat(program.ask("why", "1", "train")).isEqualTo(3);
      assertThat(program.errors())
          .contains(there.address().toString(), "CN=elsewhere", "127.0.0.1");
      assertThat(there.requests()).isEmpty();
    }
  }

  @Test
  void sayWhatIsWrongWithTheFileOfAuthorities() {
    CommandLineFixture without = trusting(folder.resolve("nothing.pem"));
    CommandLineFixture wrong = trusting(without.file("wrong.pem", "no certificate"));

    assertThat(without.ask("why", "1", "train")).isEqualTo(2);
    assertThat(without.errors()).contains("nothing.pem", "PEM");
    assertThat(wrong.ask("why", "1", "train")).isEqualTo(2);
    assertThat(wrong.errors()).contains("wrong.pem", "PEM");
  }
}
