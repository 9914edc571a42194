package io.pitwheel.testing.store;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Values of tasks in a few words. */
public final class Outputs {
  private Outputs() {}

  /** One parameter. */
  public static TaskValues parameter(String name, String value) {
    return new TaskValues(Map.of(name, JsonValue.of(value)), Map.of());
  }

  /** One artifact output of some artifacts. */
  public static TaskValues artifacts(String name, String... uris) {
    return new TaskValues(
        Map.of(), Map.of(name, Arrays.stream(uris).map(Outputs::artifact).toList()));
  }

  /** An artifact; the same place is the same artifact. */
  public static Artifact artifact(String uri) {
    return new Artifact(
        UUID.nameUUIDFromBytes(uri.getBytes(StandardCharsets.UTF_8)).toString(),
        "made",
        uri,
        "system.Artifact",
        "0.0.1",
        new JsonObject(Map.of("uri", JsonValue.of(uri))));
  }

  /** A list of texts. */
  public static JsonValue list(String... texts) {
    return JsonValue.listOf(Arrays.stream(texts).map(JsonValue::of).toList());
  }

  /** A list of lists. */
  public static JsonValue lists(JsonValue... lists) {
    return JsonValue.listOf(List.of(lists));
  }
}
