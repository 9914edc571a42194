package io.pitwheel.launcher.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.pitwheel.launcher.process.CommandRunner;
import io.pitwheel.launcher.process.OrphanProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By the Python of this machine, which finds packages in the folder that it works in. */
class InstalledPackagesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PATH", Objects.requireNonNull(System.getenv("PATH")),
          "HOME", System.getProperty("user.home"));

  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    put("tool", "1.2.3", "");
    put("needs_tool", "1", "Requires-Dist: tool>=1\n");
    put("needs_more", "1", "Requires-Dist: nobody-has-this\n");
  }

  private void put(String name, String version, String requires) throws IOException {
    Path about = Files.createDirectory(folder.resolve("%s-%s.dist-info".formatted(name, version)));
    Files.writeString(
        about.resolve("METADATA"),
        "Metadata-Version: 2.1\nName: %s\nVersion: %s\n%s".formatted(name, version, requires));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool", "tool==1.2.3", "Tool>=1,<2", "needs-tool"})
  void leavesNothingToInstall(String requirement) throws InterruptedException {
    assertThat(has(requirement, true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tool==1.2.4", "tool>=2", "other", "needs-more", "not a requirement"})
  void leavesToPipWhatIsNotThere(String requirement) throws InterruptedException {
    assertThat(has(requirement, true)).isFalse();
  }

  @Test
  void asksForNoMoreThanTheCommandInstalls() throws InterruptedException {
    assertThat(has("needs-more", false)).isTrue();
  }

  @Test
  void leavesAllToImagesWithoutPython() throws InterruptedException {
    var install = new PackageInstall(List.of("tool"), List.of(), true);

    assertThat(packages().provide(List.of(install), Map.of("PATH", "/nowhere"), (_, _) -> {}))
        .isEmpty();
  }

  private boolean has(String requirement, boolean withDependencies) throws InterruptedException {
    var install = new PackageInstall(List.of(requirement), List.of(), withDependencies);
    return packages().provide(List.of(install), ENVIRONMENT, (_, _) -> {}).isPresent();
  }

  private InstalledPackages packages() {
    return new InstalledPackages(
        new CommandRunner(
            Duration.ofSeconds(1),
            OrphanProcesses.ofThisSystem(),
            Objects.requireNonNull(ENVIRONMENT.get("PATH"))),
        folder);
  }
}
