package io.pitwheel.server.pipeline;

import com.google.protobuf.Struct;
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
        .setCreatedAt(Times.toMessage(pipeline.createdAt()))
        .build();
  }

  io.pitwheel.api.v2beta1.PipelineVersion toMessage(PipelineVersion version) {
    return io.pitwheel.api.v2beta1.PipelineVersion.newBuilder()
        .setPipelineId(version.pipelineId())
        .setPipelineVersionId(version.id())
        .setName(version.name())
        .setDisplayName(version.displayName())
        .setDescription(version.description())
        .setCreatedAt(Times.toMessage(version.createdAt()))
        .setPipelineSpec(document(specifications.find(version.specificationId())))
        .build();
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
