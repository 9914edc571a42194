package io.pitwheel.server.specification;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.SpecificationServiceGrpc;
import io.pitwheel.api.v1.ValidatePipelineRequest;
import io.pitwheel.api.v1.ValidatePipelineResponse;
import io.pitwheel.server.http.Replies;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.specification.reader.ReadPipeline;

/** The door to questions about pipelines that nothing is stored for. */
public final class SpecificationGrpcService
    extends SpecificationServiceGrpc.SpecificationServiceImplBase {
  @Override
  public void validatePipeline(
      ValidatePipelineRequest request, StreamObserver<ValidatePipelineResponse> observer) {
    Replies.answer(observer, () -> describe(PipelineDocumentReader.read(request.getPipeline())));
  }

  private static ValidatePipelineResponse describe(ReadPipeline pipeline) {
    PipelineSpecification specification = pipeline.specification();
    return ValidatePipelineResponse.newBuilder()
        .setPipelineName(specification.name())
        // Without the root, which is the pipeline itself.
        .setTaskCount(TaskGraph.of(specification).nodes().size() - 1)
        .setComponentCount(specification.components().size())
        .addAllWarnings(pipeline.warnings())
        .build();
  }
}
