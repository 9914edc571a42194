package io.pitwheel.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.cli.outcome.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line learns from a settings file. */
class AssembledServerTest {
  @TempDir Path folder;

  @Test
  void tellsWhoMayVouchForServers() throws IOException {
    Path company = Files.createFile(folder.resolve("company.pem"));

    assertThat(AssembledServer.authorities(file("tls: {caFile: %s}".formatted(company))))
        .contains(company);
    assertThat(AssembledServer.authorities(file("server: {port: 1}"))).isEmpty();
  }

  @Test
  void refusesAFileThatIsWrong() throws IOException {
    Path wrong = file("tls: {caFiles: company.pem}");

    assertThatThrownBy(() -> AssembledServer.authorities(wrong))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll("tls.caFiles", "expected");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("settings.yaml"), text);
  }
}
