package io.pitwheel.server.recurringrun;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.CreateRecurringRunRequest;
import io.pitwheel.api.v2beta1.DeleteRecurringRunRequest;
import io.pitwheel.api.v2beta1.DisableRecurringRunRequest;
import io.pitwheel.api.v2beta1.EnableRecurringRunRequest;
import io.pitwheel.api.v2beta1.GetRecurringRunRequest;
import io.pitwheel.api.v2beta1.ListRecurringRunsRequest;
import io.pitwheel.api.v2beta1.ListRecurringRunsResponse;
import io.pitwheel.api.v2beta1.RecurringRun;
import io.pitwheel.api.v2beta1.RecurringRunServiceGrpc;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.recurringrun.RecurringRunStore;
import io.pitwheel.server.http.Replies;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The door to recurring runs. Propagation policies are for objects of a cluster: there are none.
 */
public final class RecurringRunGrpcService
    extends RecurringRunServiceGrpc.RecurringRunServiceImplBase {
  private final RecurringRunRequestReader requests;
  private final Parts parts;

  public RecurringRunGrpcService(Parts parts) {
    this.parts = parts;
    this.requests = new RecurringRunRequestReader(parts.zone());
  }

  /**
   * What stands behind the door.
   *
   * @param zone whose clocks cron lines are about
   * @param onChange told after each that was changed
   */
  public record Parts(
      RecurringRunStore recurringRuns,
      RecurringRunCreator creator,
      RecurringRunLister lister,
      RecurringRunTranslator translator,
      Clock clock,
      ZoneId zone,
      Runnable onChange) {}

  @Override
  public void createRecurringRun(
      CreateRecurringRunRequest request, StreamObserver<RecurringRun> observer) {
    Replies.answer(
        observer,
        () -> {
          Instant now = parts.clock().instant();
          return parts
              .translator()
              .toMessage(parts.creator().create(requests.read(request, now), now), true);
        });
  }

  @Override
  public void getRecurringRun(
      GetRecurringRunRequest request, StreamObserver<RecurringRun> observer) {
    Replies.answer(
        observer,
        () ->
            parts
                .recurringRuns()
                .find(request.getRecurringRunId())
                .map(found -> parts.translator().toMessage(found, true))
                .orElseThrow(() -> notFound(request.getRecurringRunId())));
  }

  @Override
  public void listRecurringRuns(
      ListRecurringRunsRequest request, StreamObserver<ListRecurringRunsResponse> observer) {
    Replies.answer(observer, () -> parts.lister().list(request));
  }

  @Override
  public void enableRecurringRun(
      EnableRecurringRunRequest request, StreamObserver<Empty> observer) {
    Replies.answer(observer, () -> setEnabled(request.getRecurringRunId(), true));
  }

  @Override
  public void disableRecurringRun(
      DisableRecurringRunRequest request, StreamObserver<Empty> observer) {
    Replies.answer(observer, () -> setEnabled(request.getRecurringRunId(), false));
  }

  @Override
  public void deleteRecurringRun(
      DeleteRecurringRunRequest request, StreamObserver<Empty> observer) {
    Replies.answer(
        observer,
        () -> {
          parts.recurringRuns().delete(request.getRecurringRunId());
          return Empty.getDefaultInstance();
        });
  }

  private Empty setEnabled(String recurringRunId, boolean isEnabled) {
    parts.recurringRuns().setEnabled(recurringRunId, isEnabled, parts.clock().instant());
    parts.onChange().run();
    return Empty.getDefaultInstance();
  }

  private static PipelinesException notFound(String recurringRunId) {
    return new PipelinesException(
        ErrorCode.NOT_FOUND, "finding recurring run %s: there is none".formatted(recurringRunId));
  }
}
