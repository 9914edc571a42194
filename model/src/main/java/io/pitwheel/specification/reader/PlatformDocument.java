package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.KubernetesExecutorConfig;
import io.pitwheel.api.pipelinespec.PlatformSpec;
import io.pitwheel.api.pipelinespec.SinglePlatformSpec;
import io.pitwheel.specification.reader.message.MessageReader;
import io.pitwheel.specification.reader.message.MessageWriter;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.value.JsonValue.JsonObject;

/**
 * The second document. Settings of other platforms than Kubernetes are kept and not looked at;
 * those of Kubernetes are read strictly, down to the settings of each executor.
 */
final class PlatformDocument {
  static final String KUBERNETES = "kubernetes";

  private PlatformDocument() {}

  /** The document normalised; an empty one stays empty. */
  static JsonObject read(JsonObject document) {
    var builder = PlatformSpec.newBuilder();
    MessageReader.read(document, builder, DocumentPath.TOP);
    PlatformSpec platforms = builder.build();
    if (platforms.containsPlatforms(KUBERNETES)) {
      checkExecutors(platforms.getPlatformsOrThrow(KUBERNETES));
    }
    return MessageWriter.write(platforms);
  }

  private static void checkExecutors(SinglePlatformSpec kubernetes) {
    DocumentPath path =
        DocumentPath.TOP
            .field("platforms")
            .field(KUBERNETES)
            .field("deploymentSpec")
            .field("executors");
    kubernetes
        .getDeploymentSpec()
        .getExecutorsMap()
        .forEach((label, settings) ->
            MessageReader.read(
                StructValues.fromStruct(settings),
                KubernetesExecutorConfig.newBuilder(),
                path.field(label)));
  }
}
