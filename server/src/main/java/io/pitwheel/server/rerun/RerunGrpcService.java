package io.pitwheel.server.rerun;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.PreviewRerunResponse;
import io.pitwheel.api.v1.RerunRequest;
import io.pitwheel.api.v1.RerunServiceGrpc;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.rerun.PlannedTask;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.run.RerunSource;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.rerun.RerunForeteller.Forecast;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunTranslator;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.value.LargeValues;

/** The door to runs that repeat others. */
public final class RerunGrpcService extends RerunServiceGrpc.RerunServiceImplBase {
  private final RunCreator creator;
  private final EarlierRuns earlierRuns;
  private final RerunForeteller foreteller;
  private final RunTranslator translator;
  private final LargeValues large;

  public RerunGrpcService(
      RunCreator creator,
      EarlierRuns earlierRuns,
      RerunForeteller foreteller,
      RunTranslator translator,
      LargeValues large) {
    this.creator = creator;
    this.earlierRuns = earlierRuns;
    this.foreteller = foreteller;
    this.translator = translator;
    this.large = large;
  }

  @Override
  public void previewRerun(RerunRequest request, StreamObserver<PreviewRerunResponse> observer) {
    Replies.answer(
        observer,
        () ->
            toMessage(
                foreteller.foretell(
                    repeated(request), new RerunSource(request.getRunId(), request.getFrom()))));
  }

  @Override
  public void startRerun(RerunRequest request, StreamObserver<Run> observer) {
    Replies.answer(
        observer,
        () -> {
          RepeatedRequest repeated = repeated(request);
          return translator.toMessage(creator.create(repeated.message(), repeated.inherited()));
        });
  }

  private RepeatedRequest repeated(RerunRequest request) {
    requireNoSchedule(request.getRun());
    TaskPlace.parse("from", request.getFrom());
    var earlier = earlierRuns.requireEnded(request.getRunId());
    return RepeatedRequest.of(request, earlier, translator.toMessage(earlier), large);
  }

  /** A schedule makes its own runs. */
  private static void requireNoSchedule(Run run) {
    if (!run.getRecurringRunId().isEmpty()) {
      throw PipelinesException.invalid(
          "run.recurring_run_id",
          "reading run.recurring_run_id: %s (expected: none, for a repetition is of no schedule)"
              .formatted(run.getRecurringRunId()));
    }
  }

  private static PreviewRerunResponse toMessage(Forecast forecast) {
    return PreviewRerunResponse.newBuilder()
        .addAllTasks(forecast.tasks().stream().map(RerunGrpcService::toMessage).toList())
        .setReusedCount(forecast.count(Verdict.REUSED))
        .setAgainCount(forecast.count(Verdict.AGAIN))
        .setOpenCount(forecast.count(Verdict.OPEN))
        .setPipelineName(forecast.pipelineName())
        .addAllWarnings(forecast.warnings())
        .build();
  }

  private static io.pitwheel.api.v1.PlannedTask toMessage(PlannedTask task) {
    return io.pitwheel.api.v1.PlannedTask.newBuilder()
        .setPath(task.path().slashed())
        .addAllIteration(task.iteration().indices())
        .setVerdict(task.verdict().name())
        .setReason(task.reason())
        .build();
  }
}
