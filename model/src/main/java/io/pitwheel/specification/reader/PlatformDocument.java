package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.KubernetesExecutorConfig;
import io.pitwheel.api.pipelinespec.ComponentSpec;
import io.pitwheel.api.pipelinespec.PipelineConfig;
import io.pitwheel.api.pipelinespec.PlatformSpec;
import io.pitwheel.api.pipelinespec.SinglePlatformSpec;
import io.pitwheel.api.pipelinespec.TaskConfigPassthroughType.TaskConfigPassthroughTypeEnum;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskConfigField;
import io.pitwheel.specification.ExecutorPlatform;
import io.pitwheel.specification.ExecutorPlatform.Value;
import io.pitwheel.specification.RunLimits;
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
    JsonObject document, Map<String, PlatformNeeds<Value>> needs, RunLimits limits) {
  static final String KUBERNETES = "kubernetes";

  static PlatformDocument read(JsonObject document) {
    var builder = PlatformSpec.newBuilder();
    MessageReader.read(document, builder, DocumentPath.TOP);
    PlatformSpec platforms = builder.build();
    SinglePlatformSpec kubernetes =
        platforms.getPlatformsOrDefault(KUBERNETES, SinglePlatformSpec.getDefaultInstance());
    return new PlatformDocument(
        MessageWriter.write(platforms),
        needs(kubernetes),
        limits(kubernetes.getPipelineConfig()));
  }

  /** What the executor of a component asks for. */
  ExecutorPlatform of(ComponentSpec component) {
    var passthroughs = new EnumMap<TaskConfigField, Boolean>(TaskConfigField.class);
    component
        .getTaskConfigPassthroughsList()
        .forEach(passthrough -> {
          TaskConfigField field = field(passthrough.getField());
          if (field != null) {
            passthroughs.merge(field, passthrough.getApplyToTask(), Boolean::logicalOr);
          }
        });
    return new ExecutorPlatform(
        needs.getOrDefault(component.getExecutorLabel(), PlatformNeeds.none()), passthroughs);
  }

  private static Map<String, PlatformNeeds<Value>> needs(SinglePlatformSpec kubernetes) {
    DocumentPath path =
        DocumentPath.TOP
            .field("platforms")
            .field(KUBERNETES)
            .field("deploymentSpec")
            .field("executors");
    var needs = new LinkedHashMap<String, PlatformNeeds<Value>>();
    kubernetes
        .getDeploymentSpec()
        .getExecutorsMap()
        .forEach((label, settings) -> {
          var config = KubernetesExecutorConfig.newBuilder();
          MessageReader.read(StructValues.fromStruct(settings), config, path.field(label));
          needs.put(label, new PlatformNeedsReader(path.field(label)).read(config.build()));
        });
    return needs;
  }

  // Kubernetes takes what is not above 0 for unset.
  private static RunLimits limits(PipelineConfig config) {
    return new RunLimits(
        seconds(config.getActiveDeadlineSeconds()),
        seconds(config.getResourceTtlOnCompletion()),
        seconds(config.getResourceTtlOnSuccess()),
        seconds(config.getResourceTtlOnFailure()));
  }

  private static @Nullable Duration seconds(int seconds) {
    return seconds > 0 ? Duration.ofSeconds(seconds) : null;
  }

  private static @Nullable TaskConfigField field(TaskConfigPassthroughTypeEnum field) {
    return switch (field) {
      case RESOURCES -> TaskConfigField.RESOURCES;
      case ENV -> TaskConfigField.ENV;
      case KUBERNETES_AFFINITY -> TaskConfigField.KUBERNETES_AFFINITY;
      case KUBERNETES_TOLERATIONS -> TaskConfigField.KUBERNETES_TOLERATIONS;
      case KUBERNETES_NODE_SELECTOR -> TaskConfigField.KUBERNETES_NODE_SELECTOR;
      case KUBERNETES_VOLUMES -> TaskConfigField.KUBERNETES_VOLUMES;
      case NONE, UNRECOGNIZED -> null;
    };
  }
}
