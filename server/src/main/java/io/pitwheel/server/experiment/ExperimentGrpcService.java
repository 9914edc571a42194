package io.pitwheel.server.experiment;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.CreateExperimentRequest;
import io.pitwheel.api.v2beta1.Experiment;
import io.pitwheel.api.v2beta1.ExperimentServiceGrpc;
import io.pitwheel.api.v2beta1.GetExperimentRequest;
import io.pitwheel.api.v2beta1.ListExperimentsRequest;
import io.pitwheel.api.v2beta1.ListExperimentsResponse;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.util.List;
import java.util.Map;

/** The door to experiments. */
public final class ExperimentGrpcService extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private static final ListScope SCOPE =
      new ListScope(
          "experiments",
          Map.of(
              "created_at", "created_at",
              "last_run_created_at", "last_run_created_at",
              "display_name", "display_name",
              "name", "display_name",
              "experiment_id", "experiment_id",
              "id", "experiment_id"),
          List.of("display_name", "name"));

  private final ExperimentStore experiments;
  private final ExperimentCreator creator;
  private final PageRequests pages;

  public ExperimentGrpcService(
      ExperimentStore experiments, ExperimentCreator creator, PageRequests pages) {
    this.experiments = experiments;
    this.creator = creator;
    this.pages = pages;
  }

  @Override
  public void createExperiment(
      CreateExperimentRequest request, StreamObserver<Experiment> observer) {
    Experiment given = request.getExperiment();
    Replies.answer(
        observer,
        () ->
            ExperimentTranslator.toMessage(
                creator.create(given.getDisplayName(), given.getDescription())));
  }

  @Override
  public void getExperiment(GetExperimentRequest request, StreamObserver<Experiment> observer) {
    Replies.answer(
        observer,
        () ->
            experiments
                .find(request.getExperimentId())
                .map(ExperimentTranslator::toMessage)
                .orElseThrow(() -> notFound(request.getExperimentId())));
  }

  @Override
  public void listExperiments(
      ListExperimentsRequest request, StreamObserver<ListExperimentsResponse> observer) {
    Replies.answer(observer, () -> list(request));
  }

  private ListExperimentsResponse list(ListExperimentsRequest request) {
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    PageRequest wanted = pages.read(SCOPE, sent);
    Page<io.pitwheel.experiment.Experiment> page = experiments.list("", wanted);
    return ListExperimentsResponse.newBuilder()
        .addAllExperiments(page.rows().stream().map(ExperimentTranslator::toMessage).toList())
        .setNextPageToken(pages.next(SCOPE, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  private static PipelinesException notFound(String experimentId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding experiment %s: there is none".formatted(experimentId));
  }
}
