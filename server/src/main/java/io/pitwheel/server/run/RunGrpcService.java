package io.pitwheel.server.run;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.ArchiveRunRequest;
import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.api.v2beta1.CreateTaskRequest;
import io.pitwheel.api.v2beta1.DeleteRunRequest;
import io.pitwheel.api.v2beta1.FindCachedTaskRequest;
import io.pitwheel.api.v2beta1.FindCachedTaskResponse;
import io.pitwheel.api.v2beta1.GetRunRequest;
import io.pitwheel.api.v2beta1.GetTaskRequest;
import io.pitwheel.api.v2beta1.ListRunsRequest;
import io.pitwheel.api.v2beta1.ListRunsResponse;
import io.pitwheel.api.v2beta1.ListTasksRequest;
import io.pitwheel.api.v2beta1.ListTasksResponse;
import io.pitwheel.api.v2beta1.PipelineTask;
import io.pitwheel.api.v2beta1.RetryRunRequest;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RunServiceGrpc;
import io.pitwheel.api.v2beta1.TerminateRunRequest;
import io.pitwheel.api.v2beta1.UnarchiveRunRequest;
import io.pitwheel.api.v2beta1.UpdateTaskRequest;
import io.pitwheel.api.v2beta1.UpdateTasksBulkRequest;
import io.pitwheel.api.v2beta1.UpdateTasksBulkResponse;
import io.pitwheel.run.RunStore;
import io.pitwheel.server.deletion.RunDeleter;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.task.TaskLister;
import io.pitwheel.server.task.TaskReporter;
import java.util.Map;

/** The door to runs and their tasks. */
public final class RunGrpcService extends RunServiceGrpc.RunServiceImplBase {
  private final UseCases useCases;
  private final RunTranslator translator;

  public RunGrpcService(UseCases useCases, RunTranslator translator) {
    this.useCases = useCases;
    this.translator = translator;
  }

  /** What stands behind the door. */
  public record UseCases(
      RunCreator creator,
      RunReader reader,
      RunLister lister,
      RunTerminator terminator,
      RunRetrier retrier,
      RunStore runs,
      RunDeleter deleter,
      TaskReporter tasks,
      TaskLister taskLister) {}

  @Override
  public void createRun(CreateRunRequest request, StreamObserver<Run> observer) {
    Replies.answer(
        observer, () -> translator.toMessage(useCases.creator().create(request, Map.of())));
  }

  @Override
  public void getRun(GetRunRequest request, StreamObserver<Run> observer) {
    Replies.answer(
        observer,
        () ->
            useCases
                .reader()
                .read(useCases.reader().require(request.getRunId()), RunView.of(request)));
  }

  @Override
  public void listRuns(ListRunsRequest request, StreamObserver<ListRunsResponse> observer) {
    Replies.answer(observer, () -> useCases.lister().list(request));
  }

  @Override
  public void terminateRun(TerminateRunRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> useCases.terminator().terminate(request.getRunId()));
  }

  @Override
  public void retryRun(RetryRunRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> useCases.retrier().retry(request.getRunId()));
  }

  @Override
  public void archiveRun(ArchiveRunRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> useCases.runs().archive(request.getRunId()));
  }

  @Override
  public void unarchiveRun(UnarchiveRunRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> useCases.runs().unarchive(request.getRunId()));
  }

  @Override
  public void deleteRun(DeleteRunRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> useCases.deleter().delete(request.getRunId()));
  }

  private static void answerEmpty(StreamObserver<Empty> observer, Runnable useCase) {
    Replies.answer(
        observer,
        () -> {
          useCase.run();
          return Empty.getDefaultInstance();
        });
  }

  @Override
  public void getTask(GetTaskRequest request, StreamObserver<PipelineTask> observer) {
    Replies.answer(observer, () -> useCases.tasks().get(request.getRunId(), request.getTaskId()));
  }

  @Override
  public void createTask(CreateTaskRequest request, StreamObserver<PipelineTask> observer) {
    Replies.answer(observer, () -> useCases.tasks().create(request));
  }

  @Override
  public void updateTask(UpdateTaskRequest request, StreamObserver<PipelineTask> observer) {
    Replies.answer(observer, () -> useCases.tasks().update(request));
  }

  @Override
  public void updateTasksBulk(
      UpdateTasksBulkRequest request, StreamObserver<UpdateTasksBulkResponse> observer) {
    Replies.answer(observer, () -> useCases.tasks().update(request));
  }

  @Override
  public void findCachedTask(
      FindCachedTaskRequest request, StreamObserver<FindCachedTaskResponse> observer) {
    Replies.answer(observer, () -> useCases.tasks().findCached(request));
  }

  @Override
  public void listTasks(ListTasksRequest request, StreamObserver<ListTasksResponse> observer) {
    Replies.answer(observer, () -> useCases.taskLister().list(request));
  }
}
