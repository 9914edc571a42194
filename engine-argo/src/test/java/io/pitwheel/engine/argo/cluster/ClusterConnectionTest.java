package io.pitwheel.engine.argo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a cluster that nobody asks anything. */
final class ClusterConnectionTest {
  @TempDir Path folder;

  @Test
  void takesTheNamespaceThatIsChosenThenThatOfTheContextThenDefault() throws IOException {
    assertThat(namespace("", ", namespace: team")).isEqualTo("team");
    assertThat(namespace("chosen", ", namespace: team")).isEqualTo("chosen");
    assertThat(namespace("", "")).isEqualTo("default");
  }

  private String namespace(String chosen, String ofContext) throws IOException {
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: here
            clusters: [{name: here, cluster: {server: "https://127.0.0.1:9"}}]
            contexts: [{name: here, context: {cluster: here, user: me%s}}]
            users: [{name: me, user: {token: word}}]
            """
                .formatted(ofContext));
    try (var connection = ClusterConnection.open(Optional.of(kubeconfig), null, "")) {
      return connection.namespaceOr(chosen);
    }
  }
}
