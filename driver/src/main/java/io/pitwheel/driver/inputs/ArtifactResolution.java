package io.pitwheel.driver.inputs;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.inputs.Lookup.Given;
import io.pitwheel.driver.inputs.Lookup.LeftOut;
import io.pitwheel.driver.inputs.Lookup.Missing;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ArtifactSource.ParentArtifact;
import io.pitwheel.specification.ArtifactSource.TaskOutputArtifact;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Resolves a task's input artifacts. */
final class ArtifactResolution {
  private final TaskSurroundings surroundings;
  private final ProducerOutputs producers;
  private final Map<String, List<Artifact>> resolved = new TreeMap<>();

  ArtifactResolution(TaskSurroundings surroundings) {
    this.surroundings = surroundings;
    this.producers = new ProducerOutputs(surroundings.context());
  }

  void resolveAll() {
    surroundings.task().artifacts().forEach(this::resolve);
    for (ArtifactDeclaration declaration : surroundings.declared().inputArtifacts().values()) {
      if (!surroundings.task().artifacts().containsKey(declaration.name())
          && !surroundings.isOwnItem(declaration.name())) {
        leaveOut(declaration.name(), "the task gives it nothing");
      }
    }
  }

  /** Resolved so far. */
  Map<String, List<Artifact>> resolved() {
    return Collections.unmodifiableMap(resolved);
  }

  private void resolve(String name, ArtifactSource source) {
    switch (read(source)) {
      case Given<List<Artifact>>(List<Artifact> artifacts) -> accept(name, artifacts);
      case Missing<List<Artifact>>(String explanation) -> leaveOut(name, explanation);
      case LeftOut<List<Artifact>> _ -> leaveOut(name, "it is left out");
    }
  }

  private Lookup<List<Artifact>> read(ArtifactSource source) {
    return switch (source) {
      case ParentArtifact(String parent) -> {
        List<Artifact> artifacts = surroundings.context().scopeInputs().artifacts().get(parent);
        yield artifacts == null
            ? new Missing<>("input %s of the enclosing component is not given".formatted(parent))
            : new Given<>(artifacts);
      }
      case TaskOutputArtifact(String producerTask, String outputKey) ->
          producers.artifacts(producerTask, outputKey);
    };
  }

  private void accept(String name, List<Artifact> artifacts) {
    ArtifactDeclaration declaration = surroundings.declared().inputArtifacts().get(name);
    boolean takesList = declaration == null || declaration.isList();
    if (artifacts.isEmpty() && !takesList) {
      leaveOut(name, "the list is empty");
      return;
    }
    for (Artifact artifact : artifacts) {
      if (artifact.name().isEmpty() && artifact.uri().isEmpty()) {
        throw PipelinesException.invalid(
            surroundings.artifactPath(name),
            ("passing artifact %s to the input %s: it has neither name nor uri"
                    + " (expected: one of them)")
                .formatted(artifact.id(), name));
      }
    }
    List<Artifact> typed = artifacts.stream().map(ArtifactTyping::withSystemTitle).toList();
    resolved.put(name, takesList ? typed : ArtifactTyping.mergeMetrics(typed));
  }

  private void leaveOut(String name, String explanation) {
    ArtifactDeclaration declaration = surroundings.declared().inputArtifacts().get(name);
    if (declaration != null && !declaration.isOptional()) {
      throw PipelinesException.invalid(
          surroundings.artifactPath(name),
          ("resolving the input artifact %s: %s"
                  + " (expected: an artifact of type %s, for it is not optional)")
              .formatted(name, explanation, declaration.schemaTitle()));
    }
  }
}
