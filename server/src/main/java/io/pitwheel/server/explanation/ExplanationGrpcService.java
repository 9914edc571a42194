package io.pitwheel.server.explanation;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.ExplainTasksRequest;
import io.pitwheel.api.v1.ExplainTasksResponse;
import io.pitwheel.api.v1.ExplanationServiceGrpc;
import io.pitwheel.server.http.Replies;

/** The door to what was decided about tasks. */
public final class ExplanationGrpcService
    extends ExplanationServiceGrpc.ExplanationServiceImplBase {
  private final TaskExplainer explainer;

  public ExplanationGrpcService(TaskExplainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public void explainTasks(
      ExplainTasksRequest request, StreamObserver<ExplainTasksResponse> observer) {
    Replies.answer(
        observer,
        () ->
            ExplainTasksResponse.newBuilder()
                .addAllTasks(explainer.explain(request.getRunId(), request.getPath()))
                .build());
  }
}
