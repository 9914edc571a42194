package io.pitwheel.objectstore;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether outputs of earlier tasks can still be used: whether the bytes are there. */
public final class OutputPresence {
  /** Artifacts that live in their metadata and have no bytes. */
  private static final Set<String> WITHOUT_BYTES =
      Set.of(
          "system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics");

  private final Predicate<String> exists;

  /**
   * @param exists whether there are bytes at a location, as {@link ObjectStore#exists} tells
   */
  public OutputPresence(Predicate<String> exists) {
    this.exists = exists;
  }

  /**
   * The first artifact or large value whose bytes are gone, in words such as {@code artifact URI}.
   * Errors as of {@link ObjectStore#exists}.
   */
  public Optional<String> findLost(TaskValues outputs) {
    Stream<String> artifacts =
        outputs.artifacts().values().stream()
            .flatMap(List::stream)
            .filter(artifact -> !isThere(artifact))
            .map(artifact -> "artifact " + artifact.uri());
    Stream<String> values =
        outputs.parameters().values().stream()
            .flatMap(OutputPresence::spilledIn)
            .map(JsonSpilled::location)
            .filter(location -> !exists.test(location))
            .map(location -> "large value " + location);
    return Stream.concat(artifacts, values).findFirst();
  }

  private static Stream<JsonSpilled> spilledIn(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> Stream.of(spilled);
      case JsonList list -> list.values().stream().flatMap(OutputPresence::spilledIn);
      case JsonObject object ->
          object.members().values().stream().flatMap(OutputPresence::spilledIn);
      default -> Stream.empty();
    };
  }

  private boolean isThere(Artifact artifact) {
    return artifact.uri().isEmpty()
        || WITHOUT_BYTES.contains(artifact.schemaTitle())
        || exists.test(artifact.uri());
  }
}
