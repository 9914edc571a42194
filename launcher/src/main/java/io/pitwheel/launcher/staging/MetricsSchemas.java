package io.pitwheel.launcher.staging;

import java.util.Set;

/** Artifact types whose content is their metadata, so that no file is expected. */
public final class MetricsSchemas {
  private static final Set<String> TITLES =
      Set.of(
          "system.Metrics", "system.ClassificationMetrics", "system.SlicedClassificationMetrics");

  private MetricsSchemas() {}

  public static boolean liveInMetadata(String schemaTitle) {
    return TITLES.contains(schemaTitle);
  }
}
