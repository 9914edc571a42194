package io.pitwheel.launcher.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPublisherTest {
  @TempDir Path folder;

  @Test
  void acceptsAUriOfTheComponentsOwnWhereSomethingStands() throws IOException {
    Path inside = folder.resolve("store/run/other");
    Files.createDirectories(inside.getParent());
    Files.writeString(inside, "bytes");
    Path outside = Files.writeString(folder.resolve("outside"), "bytes");

    assertThatCode(() -> publish(inside.toString(), null)).doesNotThrowAnyException();
    assertThatCode(() -> publish(outside.toString(), null)).doesNotThrowAnyException();
    assertThatCode(() -> publish("gs://bucket/key", null)).doesNotThrowAnyException();
  }

  @Test
  void refusesAUriOfTheComponentsOwnWhereNothingStands() {
    for (String uri :
        new String[] {folder + "/store/nothing", folder + "/nothing", folder + "/nul\0"}) {
      assertThatThrownBy(() -> publish(uri, null)).hasMessageContaining("was not produced");
    }
  }

  @Test
  void refusesACustomPathWhereNothingStands() {
    Path custom = folder.resolve("nothing");

    assertThatThrownBy(() -> publish(folder + "/store/model", custom))
        .hasMessageContaining(custom.toString());
  }

  @Test
  void copiesFromACustomPath() throws IOException {
    Path custom = Files.writeString(folder.resolve("mine"), "bytes");

    publish(folder + "/store/model", custom);

    assertThat(folder.resolve("store/model")).hasContent("bytes");
  }

  private void publish(String uri, @Nullable Path customPath) {
    var artifact = new Artifact("id-1", "model", uri, "system.Model", "", JsonObject.EMPTY);
    new OutputPublisher(new FolderObjectStore(folder.resolve("store")))
        .publish(
            new ProducedOutputs(
                Map.of(), Map.of("model", new ProducedArtifact(artifact, null, customPath))),
            LocalFolders.EVERYWHERE);
  }
}
