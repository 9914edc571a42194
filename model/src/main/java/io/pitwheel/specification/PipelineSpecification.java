package io.pitwheel.specification;

import io.pitwheel.platform.RunLimits;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A compiled pipeline, validated: every component and producer named exists, no graph has a cycle
 * and no component contains itself.
 *
 * @param name matches {@code [a-z0-9][a-z0-9-]*}
 * @param defaultPipelineRoot empty when the pipeline gives none
 * @param components by name, without the root
 * @param document the pipeline document as normalised JSON, for fingerprints and for answers
 * @param platformDocument the second document as normalised JSON; empty object when there is none
 * @param limits as the second document has them
 */
public record PipelineSpecification(
    String name,
    String displayName,
    String description,
    String sdkVersion,
    String defaultPipelineRoot,
    DagComponent root,
    Map<String, Component> components,
    JsonObject document,
    JsonObject platformDocument,
    RunLimits limits) {
  public PipelineSpecification {
    components = Collections.unmodifiableMap(new TreeMap<>(components));
  }

  /** Whether the tasks of a run share a folder, by {@code pipelineConfig.workspace}. */
  public boolean hasWorkspace() {
    @Nullable JsonValue found = platformDocument;
    for (String key : List.of("platforms", "kubernetes", "pipelineConfig", "workspace")) {
      found = found instanceof JsonObject object ? object.members().get(key) : null;
    }
    return found instanceof JsonObject;
  }

  /** One without limits. */
  public PipelineSpecification(
      String name,
      String displayName,
      String description,
      String sdkVersion,
      String defaultPipelineRoot,
      DagComponent root,
      Map<String, Component> components,
      JsonObject document,
      JsonObject platformDocument) {
    this(
        name,
        displayName,
        description,
        sdkVersion,
        defaultPipelineRoot,
        root,
        components,
        document,
        platformDocument,
        RunLimits.NONE);
  }

  /** The component a task runs. */
  public Component componentOf(TaskSpecification task) {
    Component component = components.get(task.componentName());
    if (component == null) {
      throw new IllegalStateException("no component " + task.componentName());
    }
    return component;
  }

  /** The same documents, read as these graphs. */
  public PipelineSpecification withGraphs(
      DagComponent otherRoot, Map<String, Component> otherComponents) {
    return new PipelineSpecification(
        name,
        displayName,
        description,
        sdkVersion,
        defaultPipelineRoot,
        otherRoot,
        otherComponents,
        document,
        platformDocument,
        limits);
  }
}
