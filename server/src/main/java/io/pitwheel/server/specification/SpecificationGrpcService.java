package io.pitwheel.server.specification;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.CompilePipelineRequest;
import io.pitwheel.api.v1.CompilePipelineResponse;
import io.pitwheel.api.v1.DescribePipelineRequest;
import io.pitwheel.api.v1.DescribePipelineResponse;
import io.pitwheel.api.v1.SpecificationServiceGrpc;
import io.pitwheel.api.v1.ValidatePipelineRequest;
import io.pitwheel.api.v1.ValidatePipelineResponse;
import io.pitwheel.driver.condition.ConditionCheck;
import io.pitwheel.server.http.Replies;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.reader.PipelineDocumentReader;
import io.pitwheel.specification.reader.ReadPipeline;

/** The door to questions about pipelines that nothing is stored for. */
public final class SpecificationGrpcService
    extends SpecificationServiceGrpc.SpecificationServiceImplBase {
  private final WorkflowPrinter printer;

  public SpecificationGrpcService(WorkflowPrinter printer) {
    this.printer = printer;
  }

  @Override
  public void validatePipeline(
      ValidatePipelineRequest request, StreamObserver<ValidatePipelineResponse> observer) {
    Replies.answer(observer, () -> summary(PipelineDocumentReader.read(request.getPipeline())));
  }

  @Override
  public void describePipeline(
      DescribePipelineRequest request, StreamObserver<DescribePipelineResponse> observer) {
    Replies.answer(
        observer,
        () -> PipelineDescriber.describe(PipelineDocumentReader.read(request.getPipeline())));
  }

  @Override
  public void compilePipeline(
      CompilePipelineRequest request, StreamObserver<CompilePipelineResponse> observer) {
    Replies.answer(observer, () -> printer.print(request));
  }

  private static ValidatePipelineResponse summary(ReadPipeline pipeline) {
    PipelineSpecification specification = pipeline.specification();
    TaskGraph graph = TaskGraph.of(specification);
    return ValidatePipelineResponse.newBuilder()
        .setPipelineName(specification.name())
        // Without the root, which is the pipeline itself.
        .setTaskCount(graph.nodes().size() - 1)
        .setComponentCount(specification.components().size())
        .addAllWarnings(pipeline.warnings())
        .addAllWarnings(ConditionCheck.warnings(graph))
        .build();
  }
}
