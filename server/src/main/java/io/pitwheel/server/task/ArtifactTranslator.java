package io.pitwheel.server.task;

import io.pitwheel.api.v2beta1.Artifact.ArtifactType;
import io.pitwheel.api.v2beta1.ArtifactTask;
import io.pitwheel.api.v2beta1.IOProducer;
import io.pitwheel.api.v2beta1.IOType;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.KeptArtifact;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.taskreport.ArtifactLink;
import java.util.Map;

/** Artifacts and their links as messages. */
public final class ArtifactTranslator {
  private static final Map<String, ArtifactType> TYPES =
      Map.of(
          "system.Artifact", ArtifactType.Artifact,
          "system.Model", ArtifactType.Model,
          "system.Dataset", ArtifactType.Dataset,
          "system.HTML", ArtifactType.HTML,
          "system.Markdown", ArtifactType.Markdown,
          "system.Metrics", ArtifactType.Metric,
          "system.ClassificationMetrics", ArtifactType.ClassificationMetric,
          "system.SlicedClassificationMetrics", ArtifactType.SlicedClassificationMetric);

  private ArtifactTranslator() {}

  /** One artifact. */
  public static io.pitwheel.api.v2beta1.Artifact toMessage(KeptArtifact kept) {
    Artifact artifact = kept.artifact();
    var message =
        io.pitwheel.api.v2beta1.Artifact.newBuilder()
            .setArtifactId(artifact.id())
            .setName(artifact.name())
            .setDescription(kept.description())
            .setType(typeOf(artifact.schemaTitle()))
            .setNamespace(kept.namespace())
            .setCreatedAt(Times.toMessage(kept.createdAt()));
    if (!artifact.uri().isEmpty()) {
      message.setUri(artifact.uri());
    }
    Double number = kept.numberValue();
    if (number != null) {
      message.setNumberValue(number);
    }
    artifact
        .metadata()
        .members()
        .forEach((key, value) -> message.putMetadata(key, JsonStructs.toValue(value)));
    return message.build();
  }

  /** A title of the user's own is an artifact like any other. */
  private static ArtifactType typeOf(String schemaTitle) {
    return TYPES.getOrDefault(schemaTitle, ArtifactType.Artifact);
  }

  /** The title that a type stands for. */
  static String titleOf(ArtifactType type) {
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == type)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  static ArtifactTask toMessage(ArtifactLink link) {
    var producer = IOProducer.newBuilder().setTaskName(link.producer());
    Integer iteration = link.iteration();
    if (iteration != null) {
      producer.setIteration(iteration);
    }
    return ArtifactTask.newBuilder()
        .setId(link.id())
        .setArtifactId(link.artifactId())
        .setRunId(link.runId())
        .setTaskId(link.taskId())
        .setType(IOType.valueOf(link.type()))
        .setProducer(producer)
        .setKey(link.key())
        .build();
  }
}
