package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.KubernetesExecutorConfig;
import io.pitwheel.api.pipelinespec.ComponentSpec;
import io.pitwheel.api.pipelinespec.PipelineConfig;
import io.pitwheel.api.pipelinespec.PlatformSpec;
import io.pitwheel.api.pipelinespec.SinglePlatformSpec;
import io.pitwheel.api.pipelinespec.TaskConfigPassthroughType.TaskConfigPassthroughTypeEnum;
import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunLimits;
import io.pitwheel.platform.TaskSettingsField;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.reader.message.MessageReader;
import io.pitwheel.specification.reader.message.MessageWriter;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The second document. Settings of other platforms than Kubernetes are kept and not looked at;
 * those of Kubernetes are read strictly, down to the settings of each executor.
 *
 * @param document normalised; an empty one stays empty
 * @param needs by executor label
 */
record PlatformDocument(
    JsonObject document, Map<String, PlatformNeeds<PlacedSource>> needs, RunLimits limits) {
  static final String KUBERNETES = "kubernetes";

  static PlatformDocument read(JsonObject document) {
    var builder = PlatformSpec.newBuilder();
    MessageReader.read(document, builder, DocumentPath.TOP);
    PlatformSpec platforms = builder.build();
    SinglePlatformSpec kubernetes =
        platforms.getPlatformsOrDefault(KUBERNETES, SinglePlatformSpec.getDefaultInstance());
    WorkspaceRules.require(
        kubernetes.getPipelineConfig().getWorkspace(),
        DocumentPath.TOP
            .field("platforms")
            .field(KUBERNETES)
            .field("pipelineConfig")
            .field("workspace"));
    return new PlatformDocument(
        MessageWriter.write(platforms), needs(kubernetes), limits(kubernetes.getPipelineConfig()));
  }

  /** What the executor of a component asks for. */
  ExecutorPlatform<PlacedSource> of(ComponentSpec component) {
    var passthroughs = new EnumMap<TaskSettingsField, Boolean>(TaskSettingsField.class);
    component
        .getTaskConfigPassthroughsList()
        .forEach(passthrough -> {
          TaskSettingsField field = field(passthrough.getField());
          if (field != null) {
            passthroughs.merge(field, passthrough.getApplyToTask(), Boolean::logicalOr);
          }
        });
    return new ExecutorPlatform<>(
        needs.getOrDefault(component.getExecutorLabel(), PlatformNeeds.none()), passthroughs);
  }

  private static Map<String, PlatformNeeds<PlacedSource>> needs(SinglePlatformSpec kubernetes) {
    DocumentPath path =
        DocumentPath.TOP
            .field("platforms")
            .field(KUBERNETES)
            .field("deploymentSpec")
            .field("executors");
    var needs = new LinkedHashMap<String, PlatformNeeds<PlacedSource>>();
    kubernetes
        .getDeploymentSpec()
        .getExecutorsMap()
        .forEach((label, written) -> {
          var settings = KubernetesExecutorConfig.newBuilder();
          MessageReader.read(StructValues.fromStruct(written), settings, path.field(label));
          needs.put(label, new PlatformNeedsReader(path.field(label)).read(settings.build()));
        });
    return needs;
  }

  // Kubernetes takes what is not above 0 for unset.
  private static RunLimits limits(PipelineConfig settings) {
    return new RunLimits(
        seconds(settings.getActiveDeadlineSeconds()),
        seconds(settings.getResourceTtlOnCompletion()),
        seconds(settings.getResourceTtlOnSuccess()),
        seconds(settings.getResourceTtlOnFailure()));
  }

  private static @Nullable Duration seconds(int seconds) {
    return seconds > 0 ? Duration.ofSeconds(seconds) : null;
  }

  private static @Nullable TaskSettingsField field(TaskConfigPassthroughTypeEnum field) {
    return switch (field) {
      case RESOURCES -> TaskSettingsField.RESOURCES;
      case ENV -> TaskSettingsField.ENV;
      case KUBERNETES_AFFINITY -> TaskSettingsField.KUBERNETES_AFFINITY;
      case KUBERNETES_TOLERATIONS -> TaskSettingsField.KUBERNETES_TOLERATIONS;
      case KUBERNETES_NODE_SELECTOR -> TaskSettingsField.KUBERNETES_NODE_SELECTOR;
      case KUBERNETES_VOLUMES -> TaskSettingsField.KUBERNETES_VOLUMES;
      case NONE, UNRECOGNIZED -> null;
    };
  }
}
