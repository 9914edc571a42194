package io.pitwheel.server.explanation;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.ExplainTasksRequest;
import io.pitwheel.api.v1.ExplainTasksResponse;
import io.pitwheel.api.v1.ExplanationServiceGrpc;
import io.pitwheel.api.v1.TaskExplanation;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.run.RunReader;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskStore;
import java.util.Comparator;
import java.util.List;

/** The door to what was decided about tasks. */
public final class ExplanationGrpcService
    extends ExplanationServiceGrpc.ExplanationServiceImplBase {
  private final RunReader reader;
  private final TaskStore tasks;

  public ExplanationGrpcService(RunReader reader, TaskStore tasks) {
    this.reader = reader;
    this.tasks = tasks;
  }

  @Override
  public void explainTasks(
      ExplainTasksRequest request, StreamObserver<ExplainTasksResponse> observer) {
    Replies.answer(observer, () -> explain(request.getRunId(), request.getPath()));
  }

  private ExplainTasksResponse explain(String runId, String path) {
    TaskPlace place = TaskPlace.parse("path", path);
    List<Task> found =
        tasks.list(reader.require(runId).id()).stream()
            .filter(task -> place.isPlaceOf(task.reference()))
            .sorted(Comparator.comparing(task -> task.reference().iteration()))
            .toList();
    if (found.isEmpty()) {
      throw new PipelinesException(
          ErrorCode.NOT_FOUND,
          "explaining task %s of run %s: nothing was decided there (expected: a path of the run's result)"
              .formatted(path, runId));
    }
    return ExplainTasksResponse.newBuilder()
        .addAllTasks(found.stream().map(ExplanationGrpcService::toMessage).toList())
        .build();
  }

  private static TaskExplanation toMessage(Task task) {
    return TaskExplanation.newBuilder()
        .setTaskId(task.id())
        .setPath(task.reference().path().slashed())
        .addAllIteration(task.reference().iteration().indices())
        .setState(task.state().name())
        .setDecision(task.decision())
        .setReason(reason(task))
        .setAttempt(task.attempt())
        .addAllWarnings(task.warnings())
        .build();
  }

  private static String reason(Task task) {
    SkipReason skipped = task.skipReason();
    TaskFailure failure = task.failure();
    if (skipped != null) {
      return skipped.name();
    }
    return failure == null ? "" : failure.code().name() + ": " + failure.message();
  }
}
