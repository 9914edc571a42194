package io.pitwheel.server.run;

import io.pitwheel.api.v2beta1.Artifact.ArtifactType;
import io.pitwheel.artifact.Artifact;
import io.pitwheel.server.http.JsonStructs;

/** Artifacts as messages. */
final class ArtifactTranslator {
  private ArtifactTranslator() {}

  static io.pitwheel.api.v2beta1.Artifact toMessage(Artifact artifact) {
    var message =
        io.pitwheel.api.v2beta1.Artifact.newBuilder()
            .setArtifactId(artifact.id())
            .setName(artifact.name())
            .setType(typeOf(artifact.schemaTitle()));
    if (!artifact.uri().isEmpty()) {
      message.setUri(artifact.uri());
    }
    artifact
        .metadata()
        .members()
        .forEach((key, value) -> message.putMetadata(key, JsonStructs.toValue(value)));
    return message.build();
  }

  /** A title of the user's own is an artifact like any other. */
  private static ArtifactType typeOf(String schemaTitle) {
    return switch (schemaTitle) {
      case "system.Model" -> ArtifactType.Model;
      case "system.Dataset" -> ArtifactType.Dataset;
      case "system.HTML" -> ArtifactType.HTML;
      case "system.Markdown" -> ArtifactType.Markdown;
      case "system.Metrics" -> ArtifactType.Metric;
      case "system.ClassificationMetrics" -> ArtifactType.ClassificationMetric;
      case "system.SlicedClassificationMetrics" -> ArtifactType.SlicedClassificationMetric;
      default -> ArtifactType.Artifact;
    };
  }
}
