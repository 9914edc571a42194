package io.pitwheel.artifact;

import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonObject;

/**
 * Something a task made or was given.
 *
 * @param id as in the artifact API
 * @param name the output it was made as, or what user code called it
 * @param uri where its bytes are; may be empty for metrics, which live in the metadata
 * @param schemaTitle such as {@code system.Model}
 */
public record Artifact(
    String id,
    String name,
    String uri,
    String schemaTitle,
    String schemaVersion,
    JsonObject metadata) {
  /**
   * The name in the metadata by which the SDK, too, knows that there is a copy in the workspace of
   * the run.
   */
  public static final String IN_WORKSPACE = "_kfp_workspace";

  /** Whether it was imported into the workspace of its run. */
  public boolean isInWorkspace() {
    return metadata.members().get(IN_WORKSPACE) instanceof JsonBoolean(boolean isIn) && isIn;
  }

  public Artifact withId(String newId) {
    return new Artifact(newId, name, uri, schemaTitle, schemaVersion, metadata);
  }

  public Artifact withUri(String newUri) {
    return new Artifact(id, name, newUri, schemaTitle, schemaVersion, metadata);
  }

  public Artifact withMetadata(JsonObject newMetadata) {
    return new Artifact(id, name, uri, schemaTitle, schemaVersion, newMetadata);
  }
}
