package io.pitwheel.driver.inputs;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/** Gives consumers artifacts the way the SDK expects them, whoever wrote them. */
final class ArtifactTyping {
  /** Where KFP's own clients keep a title that its enumeration does not know. */
  private static final String CUSTOM_TITLE = "_kfp_schema_title";

  private static final String SYSTEM = "system.";
  private static final String METRICS = "system.Metrics";
  private static final String ANY = "system.Artifact";
  private static final Set<String> SYSTEM_TYPES =
      Set.of(
          "Artifact",
          "Dataset",
          "Model",
          "Metrics",
          "ClassificationMetrics",
          "SlicedClassificationMetrics",
          "HTML",
          "Markdown");

  private ArtifactTyping() {}

  /** A bare enumeration name gets its prefix, a title hidden in the metadata is restored. */
  static Artifact withSystemTitle(Artifact artifact) {
    JsonObject metadata = artifact.metadata();
    String title = artifact.schemaTitle();
    if (metadata.members().get(CUSTOM_TITLE) instanceof JsonText(String custom)) {
      var others = new LinkedHashMap<>(metadata.members());
      others.remove(CUSTOM_TITLE);
      metadata = new JsonObject(others);
      title = custom;
    } else if (title.isEmpty()) {
      title = ANY;
    } else if (SYSTEM_TYPES.contains(title)) {
      title = SYSTEM + title;
    }
    return new Artifact(
        artifact.id(), artifact.name(), artifact.uri(), title, artifact.schemaVersion(), metadata);
  }

  /**
   * Several metrics for an input that takes one become one with all metadata: KFP's clients may
   * store each number as an artifact of its own.
   */
  static List<Artifact> mergeMetrics(List<Artifact> artifacts) {
    if (artifacts.size() < 2
        || !artifacts.stream().allMatch(artifact -> artifact.schemaTitle().equals(METRICS))) {
      return artifacts;
    }
    var metadata = new LinkedHashMap<String, JsonValue>();
    artifacts.forEach(artifact -> metadata.putAll(artifact.metadata().members()));
    Artifact first = artifacts.getFirst();
    return List.of(
        new Artifact(
            first.id(),
            first.name(),
            first.uri(),
            first.schemaTitle(),
            first.schemaVersion(),
            new JsonObject(metadata)));
  }
}
