package io.pitwheel.objectstore.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalFoldersTest {
  @TempDir Path folder;

  private boolean holds(String path) {
    return new LocalFolders(List.of(folder.resolve("kept"))).hold(folder.resolve(path));
  }

  @Test
  void holdsWhatIsInside() throws IOException {
    Files.createDirectories(folder.resolve("kept/deep"));
    Files.createSymbolicLink(folder.resolve("kept/near"), folder.resolve("kept/deep"));

    assertThat(holds("kept")).isTrue();
    assertThat(holds("kept/deep")).isTrue();
    assertThat(holds("kept/near")).isTrue();
    assertThat(holds("kept/not there")).isTrue();
  }

  @Test
  void holdsNothingThatIsOrLeadsElsewhere() throws IOException {
    Files.createDirectories(folder.resolve("kept"));
    Files.writeString(folder.resolve("secret"), "hunter2");
    Files.createSymbolicLink(folder.resolve("kept/link"), folder.resolve("secret"));
    Files.createSymbolicLink(folder.resolve("kept/up"), folder);

    for (String path :
        List.of("secret", "", "kept/link", "kept/up/secret", "kept/../secret", "kept-not/x")) {
      assertThat(holds(path)).as(path).isFalse();
    }
  }

  @Test
  void followsItsOwnFolderWhereverThatIs() throws IOException {
    Path real = Files.createDirectories(folder.resolve("disk/kept"));
    Files.writeString(real.resolve("model"), "bytes");
    Files.createSymbolicLink(folder.resolve("kept"), real);

    assertThat(holds("kept/model")).isTrue();
  }

  @Test
  void holdsEverythingOrMore() {
    assertThat(LocalFolders.EVERYWHERE.hold(Path.of("/etc/hostname"))).isTrue();
    LocalFolders two = new LocalFolders(List.of(Path.of("/a"))).and(List.of(Path.of("/b/../c")));
    assertThat(two.hold(Path.of("/c/x"))).isTrue();
    assertThat(two.hold(Path.of("/b/x"))).isFalse();
    assertThat(two.text()).isEqualTo("/a or /c");
  }
}
