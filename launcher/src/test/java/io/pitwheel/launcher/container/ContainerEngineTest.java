package io.pitwheel.launcher.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContainerEngineTest {
  private static final ContainerUser SOMEBODY = new ContainerUser(1000, 100);

  @Test
  void givesFilesTheUserOfTheHost() {
    assertThat(new ContainerEngine("docker").runCommand(request(SOMEBODY, Set.of())))
        .containsSubsequence("--user", "1000:100");
    assertThat(new ContainerEngine("podman").runCommand(request(SOMEBODY, Set.of())))
        .containsSubsequence("--userns", "keep-id")
        .doesNotContain("--user");
    assertThat(new ContainerEngine("docker").runCommand(request(new ContainerUser(0, 0), Set.of())))
        .doesNotContain("--user");
  }

  @Test
  void quotesPathsThatContainCommas() {
    assertThat(
            new ContainerEngine("docker").runCommand(request(SOMEBODY, Set.of(Path.of("/a,b\"c")))))
        .contains("type=bind,\"source=/a,b\"\"c\",\"target=/a,b\"\"c\"");
  }

  @Test
  void leavesOutInputsThatAreNotThere() {
    var request =
        new ContainerRequest(
            "image",
            List.of(),
            List.of(),
            Map.of(),
            "run/1//1",
            SOMEBODY,
            Path.of("/work"),
            Set.of(Path.of("/no/such/input")),
            Set.of(),
            List.of(),
            List.of());

    assertThat(new ContainerEngine("docker").runCommand(request)).doesNotContain("--mount");
    assertThat(request.name()).isEqualTo("pitwheel-run-1--1");
  }

  @Test
  void keepsTheTasksVariablesFromTheClientsOwn() {
    var engine = new ContainerEngine("docker");
    var request =
        new ContainerRequest(
            "image",
            List.of(),
            List.of(),
            Map.of("PATH", "/inside", "DOCKER_HOST", "tcp://elsewhere", "TOKEN", "secret"),
            "run/1//1",
            SOMEBODY,
            Path.of("/work"),
            Set.of(),
            Set.of(),
            List.of(),
            List.of());

    assertThat(engine.clientEnvironment(Map.of("PATH", "/outside"), request))
        .isEqualTo(Map.of("PATH", "/outside", "TOKEN", "secret"));
    assertThat(engine.runCommand(request))
        .contains("PATH=/inside", "DOCKER_HOST=tcp://elsewhere", "TOKEN");
  }

  private static ContainerRequest request(ContainerUser user, Set<Path> writable) {
    return new ContainerRequest(
        "image",
        List.of("sh"),
        List.of("-c"),
        Map.of(),
        "run/1//1",
        user,
        Path.of("/work"),
        Set.of(),
        writable,
        List.of(),
        List.of());
  }
}
