package io.pitwheel.placeholder;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.NearestNames;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.placeholder.Placeholder.ArtifactProperty;
import io.pitwheel.placeholder.Segment.Hole;
import io.pitwheel.placeholder.Segment.Literal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextSize;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Fills the placeholders of texts from one executor input. */
final class ExecutorSubstitution {
  private final ExecutorInput input;

  ExecutorSubstitution(ExecutorInput input) {
    this.input = input;
  }

  /** Whether an input of that name was given: a parameter that is not null, or an artifact. */
  boolean isPresent(String name) {
    JsonValue parameter = input.inputs().parameters().get(name);
    return (parameter != null && !(parameter instanceof JsonNull))
        || !input.inputs().artifacts().getOrDefault(name, List.of()).isEmpty();
  }

  String fill(String text) {
    var filled = new StringBuilder();
    for (Segment segment : PlaceholderParser.parse(text)) {
      filled.append(
          switch (segment) {
            case Literal literal -> literal.text();
            case Hole hole -> value(hole);
          });
    }
    return filled.toString();
  }

  /** What one placeholder stands for. */
  String value(Hole hole) {
    return switch (hole.placeholder()) {
      case Placeholder.WholeExecutorInput _ -> {
        input.inputs().parameters().forEach(this::requireArgument);
        yield JsonWriter.write(input.toJson());
      }
      case Placeholder.InputParameter(String name) -> {
        JsonValue value = find(input.inputs().parameters(), name, hole);
        requireArgument(name, value);
        yield JsonWriter.text(value);
      }
      case Placeholder.InputArtifact(String name, ArtifactProperty property) ->
          inputArtifact(name, property, hole);
      case Placeholder.OutputParameterFile(String name) ->
          find(input.outputParameterFiles(), name, hole);
      case Placeholder.OutputArtifact(String name, ArtifactProperty property) -> {
        ExecutorInput.OutputArtifact output = find(input.outputArtifacts(), name, hole);
        yield property(output.artifact(), List.of(output.path()), property, hole);
      }
      case Placeholder.OutputFile _ -> input.outputFile();
      case Placeholder.Fact(String name) -> ConstantResolver.fact(input.facts(), name);
    };
  }

  /** A command takes what it is given as arguments, and the system takes none of such length. */
  private void requireArgument(String name, JsonValue value) {
    if (LargeValues.hasSpilled(value)) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "giving the input parameter \"%s\" of task %s to its command: it is %s of %d bytes (expected: at most %d, the limit of one argument; pass a large value as an artifact)"
              .formatted(
                  name,
                  input.facts().getOrDefault(Facts.TASK_NAME, ""),
                  value.kindWithArticle(),
                  TextSize.of(value),
                  LargeValues.MAX_INLINE_BYTES));
    }
  }

  private String inputArtifact(String name, ArtifactProperty property, Hole hole) {
    List<Artifact> artifacts = find(input.inputs().artifacts(), name, hole);
    if (property instanceof ArtifactProperty.Whole && input.listInputs().contains(name)) {
      return JsonWriter.write(
          JsonValue.listOf(artifacts.stream().map(ExecutorInput::artifactJson).toList()));
    }
    if (artifacts.isEmpty()) {
      throw missing(hole, name, input.inputs().artifacts().keySet());
    }
    List<String> paths = input.inputPaths().getOrDefault(name, List.of());
    return property(artifacts.getFirst(), paths, property, hole);
  }

  private String property(
      Artifact artifact, List<String> paths, ArtifactProperty property, Hole hole) {
    return switch (property) {
      case ArtifactProperty.Path _ -> {
        if (paths.isEmpty()) {
          throw missing(hole, artifact.name(), input.inputPaths().keySet());
        }
        yield paths.getFirst();
      }
      case ArtifactProperty.Uri _ -> artifact.uri();
      case ArtifactProperty.Metadata _ -> JsonWriter.write(artifact.metadata());
      case ArtifactProperty.MetadataValue(String key) ->
          JsonWriter.text(find(artifact.metadata().members(), key, hole));
      case ArtifactProperty.Whole _ -> JsonWriter.write(ExecutorInput.artifactJson(artifact));
    };
  }

  private static <T> T find(Map<String, T> known, String name, Hole hole) {
    T value = known.get(name);
    if (value == null) {
      throw missing(hole, name, known.keySet());
    }
    return value;
  }

  private static PipelinesException missing(Hole hole, String name, Collection<String> known) {
    return new PipelinesException(
        ErrorCode.INVALID_ARGUMENT,
        "filling the placeholder %s: %s is not given (expected: %s)"
            .formatted(hole.source(), name, NearestNames.of(name, known)));
  }
}
