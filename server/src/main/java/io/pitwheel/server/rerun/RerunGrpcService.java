package io.pitwheel.server.rerun;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.PlannedTask;
import io.pitwheel.api.v1.PreviewRerunResponse;
import io.pitwheel.api.v1.RerunRequest;
import io.pitwheel.api.v1.RerunServiceGrpc;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.driver.Caching;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.decision.SpecificationDriver;
import io.pitwheel.driver.rerun.RerunPlanner;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SpilledObjects;
import io.pitwheel.rerun.EarlierRun;
import io.pitwheel.rerun.EarlierRuns;
import io.pitwheel.rerun.PlannedTask.Verdict;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.RunCreation;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.run.RunCreator;
import io.pitwheel.server.run.RunTranslator;
import io.pitwheel.specification.TaskGraph;
import io.pitwheel.specification.TaskGraphSource;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.LargeValues;
import java.util.List;
import java.util.Map;

/** The door to runs that repeat others. */
public final class RerunGrpcService extends RerunServiceGrpc.RerunServiceImplBase {
  private static final String WORKSPACE_WARNING =
      "the tasks share a workspace, which starts empty: files that a reused task left there are not"
          + " in it";

  private final RunCreator creator;
  private final EarlierRuns earlierRuns;
  private final TaskGraphSource graphs;
  private final RunTranslator translator;
  private final ObjectStore objects;

  public RerunGrpcService(
      RunCreator creator,
      EarlierRuns earlierRuns,
      TaskGraphSource graphs,
      RunTranslator translator,
      ObjectStore objects) {
    this.creator = creator;
    this.earlierRuns = earlierRuns;
    this.graphs = graphs;
    this.translator = translator;
    this.objects = objects;
  }

  @Override
  public void previewRerun(RerunRequest request, StreamObserver<PreviewRerunResponse> observer) {
    Replies.answer(observer, () -> preview(request));
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
    TaskPlace.parse("from", request.getFrom());
    io.pitwheel.run.Run earlier = earlierRuns.requireEnded(request.getRunId());
    return RepeatedRequest.of(request, earlier, translator.toMessage(earlier), large);
  }

  private PreviewRerunResponse preview(RerunRequest request) {
    RepeatedRequest repeated = repeated(request);
    // Nothing of a plan is written, and yet what is large is compared as the run would have it.
    LargeValues large = SpilledObjects.unwritten(objects);
    RunCreation creation = creator.foretell(repeated.message(), repeated.inherited(), large);
    TaskGraph graph = graphs.graphOf(creation.specificationId());
    EarlierRun earlier =
        earlierRuns.require(new RerunSource(request.getRunId(), request.getFrom()), graph);
    List<io.pitwheel.rerun.PlannedTask> plan =
        RerunPlanner.plan(
            new RerunPlanner.Advisers(new SpecificationDriver(), large),
            facts(creation, graph),
            graph,
            new TaskValues(creation.parameters(), Map.of()),
            earlier);
    var response =
        PreviewRerunResponse.newBuilder()
            .addAllTasks(plan.stream().map(RerunGrpcService::toMessage).toList())
            .setReusedCount(count(plan, Verdict.REUSED))
            .setAgainCount(count(plan, Verdict.AGAIN))
            .setOpenCount(count(plan, Verdict.OPEN))
            .setPipelineName(creation.pipelineName());
    if (graph.specification().hasWorkspace() && response.getReusedCount() > 0) {
      response.addWarnings(WORKSPACE_WARNING);
    }
    return response.build();
  }

  /** Of a run that is not there yet; the plan asks no cache. */
  private static RunFacts facts(RunCreation creation, TaskGraph graph) {
    return new RunFacts(
        creation.id(),
        creation.displayName(),
        creation.pipelineName() + "-" + creation.id(),
        creation.namespace(),
        creation.pipelineName(),
        creation.pipelineRoot(),
        graph.specification().hasWorkspace(),
        Caching.OFF_FOR_RUN,
        creation.createdAt(),
        creation.scheduledAt());
  }

  private static int count(List<io.pitwheel.rerun.PlannedTask> plan, Verdict verdict) {
    return (int) plan.stream().filter(task -> task.verdict() == verdict).count();
  }

  private static PlannedTask toMessage(io.pitwheel.rerun.PlannedTask task) {
    return PlannedTask.newBuilder()
        .setPath(task.path().slashed())
        .addAllIteration(task.iteration().indices())
        .setVerdict(task.verdict().name())
        .setReason(task.reason())
        .build();
  }
}
