package io.pitwheel.server.comparison;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.CompareRunsRequest;
import io.pitwheel.api.v1.CompareRunsResponse;
import io.pitwheel.api.v1.ComparisonServiceGrpc;
import io.pitwheel.run.Run;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.result.ResultComposer;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.task.TaskStore;

/** The door to the comparison of runs. */
public final class ComparisonGrpcService extends ComparisonServiceGrpc.ComparisonServiceImplBase {
  private final RunReader reader;
  private final ResultComposer composer;
  private final TaskStore tasks;
  private final TaskGraphSource graphs;

  public ComparisonGrpcService(
      RunReader reader, ResultComposer composer, TaskStore tasks, TaskGraphSource graphs) {
    this.reader = reader;
    this.composer = composer;
    this.tasks = tasks;
    this.graphs = graphs;
  }

  @Override
  public void compareRuns(
      CompareRunsRequest request, StreamObserver<CompareRunsResponse> observer) {
    Replies.answer(
        observer,
        () -> compare(reader.require(request.getRunId()), reader.require(request.getOtherRunId())));
  }

  private CompareRunsResponse compare(Run first, Run second) {
    return CompareRunsResponse.newBuilder()
        .addAllRun(Values.differences(RunTraits.of(first), RunTraits.of(second)))
        .addAllDefinitions(
            Definitions.differences(
                graphs.graphOf(first.creation().specificationId()),
                graphs.graphOf(second.creation().specificationId())))
        .addAllParameters(
            Values.differences(first.creation().parameters(), second.creation().parameters()))
        .addAllTasks(
            new TaskRows(composer.compose(first), tasks.list(first.id()))
                .differences(new TaskRows(composer.compose(second), tasks.list(second.id()))))
        .build();
  }
}
