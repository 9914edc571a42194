package io.pitwheel.server.experiment;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.ArchiveExperimentRequest;
import io.pitwheel.api.v2beta1.CreateExperimentRequest;
import io.pitwheel.api.v2beta1.DeleteExperimentRequest;
import io.pitwheel.api.v2beta1.Experiment;
import io.pitwheel.api.v2beta1.ExperimentServiceGrpc;
import io.pitwheel.api.v2beta1.GetExperimentRequest;
import io.pitwheel.api.v2beta1.ListExperimentsRequest;
import io.pitwheel.api.v2beta1.ListExperimentsResponse;
import io.pitwheel.api.v2beta1.UnarchiveExperimentRequest;
import io.pitwheel.experiment.ExperimentStore;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.page.Page;
import io.pitwheel.page.PageRequest;
import io.pitwheel.server.access.CallScope;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.page.ListField;
import io.pitwheel.server.page.ListScope;
import io.pitwheel.server.page.PageRequests;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The door to experiments. */
public final class ExperimentGrpcService extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private static final Map<String, ListField> FIELDS =
      Map.of(
          "experiment_id", ListField.text("experiment_id"),
          "id", ListField.text("experiment_id"),
          "display_name", ListField.text("display_name"),
          "name", ListField.text("display_name"),
          "description", ListField.text("description"),
          "namespace", ListField.text("namespace"),
          "created_at", ListField.time("created_at"),
          "last_run_created_at", ListField.time("last_run_created_at"),
          "storage_state", ListField.name("storage_state", List.of("", "AVAILABLE", "ARCHIVED")));

  private final ExperimentStore experiments;
  private final ExperimentCreator creator;
  private final PageRequests pages;
  private final Clock clock;

  public ExperimentGrpcService(
      ExperimentStore experiments, ExperimentCreator creator, PageRequests pages, Clock clock) {
    this.experiments = experiments;
    this.creator = creator;
    this.pages = pages;
    this.clock = clock;
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

  @Override
  public void archiveExperiment(ArchiveExperimentRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> experiments.archive(request.getExperimentId()));
  }

  @Override
  public void unarchiveExperiment(
      UnarchiveExperimentRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> experiments.unarchive(request.getExperimentId()));
  }

  @Override
  public void deleteExperiment(DeleteExperimentRequest request, StreamObserver<Empty> observer) {
    answerEmpty(observer, () -> experiments.delete(request.getExperimentId(), clock.instant()));
  }

  private static void answerEmpty(StreamObserver<Empty> observer, Runnable useCase) {
    Replies.answer(
        observer,
        () -> {
          useCase.run();
          return Empty.getDefaultInstance();
        });
  }

  private ListExperimentsResponse list(ListExperimentsRequest request) {
    var sent =
        new PageRequests.Sent(
            request.getPageSize(),
            request.getPageToken(),
            request.getSortBy(),
            request.getFilter());
    var scope = new ListScope("experiments/" + CallScope.namespace(), FIELDS);
    PageRequest wanted = pages.read(scope, sent);
    Page<io.pitwheel.experiment.Experiment> page = experiments.list(CallScope.namespace(), wanted);
    return ListExperimentsResponse.newBuilder()
        .addAllExperiments(page.rows().stream().map(ExperimentTranslator::toMessage).toList())
        .setNextPageToken(pages.next(scope, sent, wanted, page))
        .setTotalSize((int) Math.min(page.totalSize(), Integer.MAX_VALUE))
        .build();
  }

  private static PipelinesException notFound(String experimentId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding experiment %s: there is none".formatted(experimentId));
  }
}
