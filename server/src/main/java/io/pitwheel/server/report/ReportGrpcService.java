package io.pitwheel.server.report;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.ReportScheduledWorkflowRequest;
import io.pitwheel.api.v2beta1.ReportServiceGrpc;
import io.pitwheel.api.v2beta1.ReportWorkflowRequest;
import io.pitwheel.server.http.Replies;

/** The door for agents that watch a cluster elsewhere. */
public final class ReportGrpcService extends ReportServiceGrpc.ReportServiceImplBase {
  private final WorkflowReporter reporter;

  public ReportGrpcService(WorkflowReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public void reportWorkflow(ReportWorkflowRequest request, StreamObserver<Empty> observer) {
    Replies.answer(
        observer,
        () -> {
          reporter.workflow(request.getWorkflow());
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void reportScheduledWorkflow(
      ReportScheduledWorkflowRequest request, StreamObserver<Empty> observer) {
    Replies.answer(
        observer,
        () -> {
          reporter.scheduledWorkflow(request.getScheduledWorkflow());
          return Empty.getDefaultInstance();
        });
  }
}
