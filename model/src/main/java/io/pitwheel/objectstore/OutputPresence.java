package io.pitwheel.objectstore;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Whether outputs of earlier tasks can still be used: whether the bytes are there. */
public final class OutputPresence {
  /** Artifacts that live in their metadata and have no bytes. */
  private static final Set<String> WITHOUT_BYTES =
      Set.of(
          "system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics");

  private final Predicate<String> exists;
  private final Function<String, Optional<Long>> size;

  /**
   * @param exists whether there are bytes at a location, as {@link ObjectStore#exists} tells
   * @param size of the object at a location, in bytes; empty when there is none
   */
  public OutputPresence(Predicate<String> exists, Function<String, Optional<Long>> size) {
    this.exists = exists;
    this.size = size;
  }

  /** What a store tells. */
  public static OutputPresence in(ObjectStore objects) {
    return new OutputPresence(
        objects::exists, location -> objects.find(location).map(StoredObject::size));
  }

  /**
   * The first artifact whose bytes are gone, or large value that is not there in its whole length,
   * in words such as {@code artifact URI is gone}. Errors as of {@link ObjectStore#exists}.
   */
  public Optional<String> findLost(TaskValues outputs) {
    Stream<String> artifacts =
        outputs.artifacts().values().stream()
            .flatMap(List::stream)
            .filter(artifact -> !isThere(artifact))
            .map(artifact -> "artifact %s is gone".formatted(artifact.uri()));
    Stream<String> values =
        outputs.parameters().values().stream()
            .flatMap(OutputPresence::spilledIn)
            .flatMap(spilled -> troubleOf(spilled).stream());
    return Stream.concat(artifacts, values).findFirst();
  }

  /** A value that was cut or written over must not be handed on; its length is known without it. */
  private Optional<String> troubleOf(JsonSpilled spilled) {
    String location = spilled.location();
    Optional<Long> found = size.apply(location);
    if (found.isEmpty()) {
      return Optional.of("large value %s is gone".formatted(location));
    }
    return found.get() == spilled.bytes()
        ? Optional.empty()
        : Optional.of(
            "large value %s was changed: it has %d bytes, not %d"
                .formatted(location, found.get(), spilled.bytes()));
  }

  private static Stream<JsonSpilled> spilledIn(JsonValue value) {
    return switch (value) {
      case JsonSpilled spilled -> Stream.of(spilled);
      case JsonList list -> list.values().stream().flatMap(OutputPresence::spilledIn);
      case JsonObject object ->
          object.members().values().stream().flatMap(OutputPresence::spilledIn);
      case JsonNull _, JsonBoolean _, JsonNumber _, JsonText _ -> Stream.empty();
    };
  }

  private boolean isThere(Artifact artifact) {
    return artifact.uri().isEmpty()
        || WITHOUT_BYTES.contains(artifact.schemaTitle())
        || exists.test(artifact.uri());
  }
}
