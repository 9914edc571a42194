package io.pitwheel.server.run;

import com.google.protobuf.Struct;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.specification.IdentifiedSpecification;
import io.pitwheel.server.specification.RecentlyUsed;
import io.pitwheel.specification.reader.PipelineDocumentReader;

/** Pipelines that come with requests: who sends one pipeline often has it read and named once. */
final class InlinePipelines {
  private static final int MAX_PIPELINES = 16;

  /** Of what is kept at hand, serialized. */
  private static final int MAX_BYTES = 128 * 1024;

  private final RecentlyUsed<Struct, IdentifiedSpecification> read =
      new RecentlyUsed<>(MAX_PIPELINES);

  /**
   * @throws PipelinesException INVALID_ARGUMENT with the place in the pipeline
   */
  IdentifiedSpecification read(Struct document) {
    return document.getSerializedSize() > MAX_BYTES
        ? readAnew(document)
        : read.get(document, InlinePipelines::readAnew);
  }

  private static IdentifiedSpecification readAnew(Struct document) {
    return IdentifiedSpecification.of(
        PipelineDocumentReader.readRequestBody(JsonStructs.fromStruct(document)).specification());
  }
}
