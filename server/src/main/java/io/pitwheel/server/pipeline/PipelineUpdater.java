package io.pitwheel.server.pipeline;

import io.pitwheel.pipeline.NamingChange;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineStore;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.server.http.ClearedTags;
import io.pitwheel.server.http.Names;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes display names and tags. An empty display name keeps the one there is, no tags keep those
 * there are, and an empty object of tags removes them all.
 */
public final class PipelineUpdater {
  private final PipelineStore pipelines;

  public PipelineUpdater(PipelineStore pipelines) {
    this.pipelines = pipelines;
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; INVALID_ARGUMENT for name or tags
   */
  Pipeline update(io.pitwheel.api.v2beta1.Pipeline given) {
    return pipelines.update(
        given.getPipelineId(),
        change("pipeline", given.getDisplayName(), Pipeline.MAX_NAME_LENGTH, given.getTagsMap()));
  }

  /**
   * @throws io.pitwheel.failure.PipelinesException NOT_FOUND; INVALID_ARGUMENT for name or tags
   */
  PipelineVersion updateVersion(io.pitwheel.api.v2beta1.PipelineVersion given) {
    return pipelines.updateVersion(
        given.getPipelineVersionId(),
        change(
            "pipeline_version",
            given.getDisplayName(),
            PipelineVersion.MAX_NAME_LENGTH,
            given.getTagsMap()));
  }

  private static NamingChange change(
      String path, String displayName, int maxLength, Map<String, String> tags) {
    if (!displayName.isEmpty()) {
      Names.require(path + ".display_name", displayName, maxLength);
    }
    return new NamingChange(displayName.isEmpty() ? null : displayName, tagsOf(path, tags));
  }

  private static @Nullable Map<String, String> tagsOf(String path, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return ClearedTags.isAsked() ? Map.of() : null;
    }
    return Tags.require(path + ".tags", tags);
  }
}
