package io.pitwheel.server.pipeline;

import com.google.protobuf.Struct;
import io.pitwheel.api.v2beta1.Url;
import io.pitwheel.pipeline.Pipeline;
import io.pitwheel.pipeline.PipelineVersion;
import io.pitwheel.run.SpecificationStore.StoredSpecification;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Times;
import io.pitwheel.server.specification.SpecificationCatalog;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;

/** Pipelines and versions as messages. */
public final class PipelineTranslator {
  private final SpecificationCatalog specifications;

  public PipelineTranslator(SpecificationCatalog specifications) {
    this.specifications = specifications;
  }

  static io.pitwheel.api.v2beta1.Pipeline toMessage(Pipeline pipeline) {
    return io.pitwheel.api.v2beta1.Pipeline.newBuilder()
        .setPipelineId(pipeline.id())
        .setName(pipeline.name())
        .setDisplayName(pipeline.displayName())
        .setDescription(pipeline.description())
        .setNamespace(pipeline.namespace())
        .putAllTags(pipeline.tags())
        .setCreatedAt(Times.toMessage(pipeline.createdAt()))
        .build();
  }

  io.pitwheel.api.v2beta1.PipelineVersion toMessage(PipelineVersion version) {
    return toRow(version).toBuilder()
        .setPipelineSpec(document(specifications.find(version.specificationId())))
        .build();
  }

  /** A version in a list, without its specification. */
  static io.pitwheel.api.v2beta1.PipelineVersion toRow(PipelineVersion version) {
    var message =
        io.pitwheel.api.v2beta1.PipelineVersion.newBuilder()
            .setPipelineId(version.pipelineId())
            .setPipelineVersionId(version.id())
            .setName(version.name())
            .setDisplayName(version.displayName())
            .setDescription(version.description())
            .setCodeSourceUrl(version.codeSourceUrl())
            .putAllTags(version.tags())
            .setCreatedAt(Times.toMessage(version.createdAt()));
    if (!version.packageUrl().isEmpty()) {
      message.setPackageUrl(Url.newBuilder().setPipelineUrl(version.packageUrl()));
    }
    return message.build();
  }

  /** The pipeline as it is; beside its platform settings, in one object, when it has some. */
  public static Struct document(StoredSpecification kept) {
    if (kept.platformDocument().members().isEmpty()) {
      return JsonStructs.toStruct(kept.document());
    }
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("pipeline_spec", kept.document());
    members.put("platform_spec", kept.platformDocument());
    return JsonStructs.toStruct(new JsonObject(members));
  }
}
