package io.pitwheel.server.launch;

import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.AbandonPartsRequest;
import io.pitwheel.api.v1.AbandonPartsResponse;
import io.pitwheel.api.v1.BeginLaunchRequest;
import io.pitwheel.api.v1.BeginLaunchResponse;
import io.pitwheel.api.v1.BeginPartsRequest;
import io.pitwheel.api.v1.BeginPartsResponse;
import io.pitwheel.api.v1.CompletePartsRequest;
import io.pitwheel.api.v1.CompletePartsResponse;
import io.pitwheel.api.v1.EndLaunchRequest;
import io.pitwheel.api.v1.EndLaunchResponse;
import io.pitwheel.api.v1.LaunchServiceGrpc;
import io.pitwheel.api.v1.ListObjectsRequest;
import io.pitwheel.api.v1.ListObjectsResponse;
import io.pitwheel.api.v1.ListedObject;
import io.pitwheel.api.v1.SignObjectRequest;
import io.pitwheel.api.v1.SignObjectResponse;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchAnswer.Begin;
import io.pitwheel.launch.LaunchAnswer.NothingToRun;
import io.pitwheel.launch.LaunchInstructionForm;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.LaunchResultForm;
import io.pitwheel.launch.PodLaunches;
import io.pitwheel.launch.RunTokens;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.StoredObject;
import io.pitwheel.objectstore.StoredPage;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.launch.TaskObjects.Pod;
import java.util.function.Supplier;

/** The door for launchers in pods. Nothing is looked at before the token is found right. */
public final class LaunchGrpcService extends LaunchServiceGrpc.LaunchServiceImplBase {
  private final PodGate gate;
  private final PodLaunches launches;
  private final TaskObjects objects;
  private final PodNetwork network;

  /**
   * @param places whose bytes are whose
   * @param network how pods reach object stores
   */
  public LaunchGrpcService(
      PodLaunches launches,
      RunTokens tokens,
      ObjectStore objects,
      RunPlaces places,
      PodNetwork network) {
    this.network = network;
    this.gate = new PodGate(tokens);
    this.launches = launches;
    this.objects = new TaskObjects(launches, objects, places, network.stores());
  }

  @Override
  public void beginLaunch(
      BeginLaunchRequest request, StreamObserver<BeginLaunchResponse> observer) {
    answer(observer, request.getRunId(), () -> begin(request));
  }

  @Override
  public void endLaunch(EndLaunchRequest request, StreamObserver<EndLaunchResponse> observer) {
    answer(observer, request.getRunId(), () -> end(request));
  }

  @Override
  public void signObject(SignObjectRequest request, StreamObserver<SignObjectResponse> observer) {
    answer(observer, request.getRunId(), () -> toMessage(sign(request)));
  }

  @Override
  public void listObjects(
      ListObjectsRequest request, StreamObserver<ListObjectsResponse> observer) {
    answer(
        observer,
        request.getRunId(),
        () ->
            toMessage(
                objects.list(
                    pod(request.getRunId(), request.getTaskKey(), request.getPodAttempt()),
                    request.getLocation(),
                    request.getPageToken())));
  }

  @Override
  public void beginParts(BeginPartsRequest request, StreamObserver<BeginPartsResponse> observer) {
    answer(
        observer,
        request.getRunId(),
        () ->
            BeginPartsResponse.newBuilder()
                .setUpload(
                    objects.beginParts(
                        pod(request.getRunId(), request.getTaskKey(), request.getPodAttempt()),
                        request.getLocation()))
                .build());
  }

  @Override
  public void completeParts(
      CompletePartsRequest request, StreamObserver<CompletePartsResponse> observer) {
    answer(
        observer,
        request.getRunId(),
        () -> {
          objects.completeParts(
              pod(request.getRunId(), request.getTaskKey(), request.getPodAttempt()),
              request.getLocation(),
              request.getUpload(),
              request.getPartsList().stream()
                  .map(part -> new UploadedPart(part.getNumber(), part.getTag()))
                  .toList());
          return CompletePartsResponse.getDefaultInstance();
        });
  }

  @Override
  public void abandonParts(
      AbandonPartsRequest request, StreamObserver<AbandonPartsResponse> observer) {
    answer(
        observer,
        request.getRunId(),
        () -> {
          objects.abandonParts(
              pod(request.getRunId(), request.getTaskKey(), request.getPodAttempt()),
              request.getLocation(),
              request.getUpload());
          return AbandonPartsResponse.getDefaultInstance();
        });
  }

  private <T> void answer(StreamObserver<T> observer, String runId, Supplier<T> useCase) {
    Replies.answer(
        observer,
        () -> {
          gate.require(runId);
          return useCase.get();
        });
  }

  private BeginLaunchResponse begin(BeginLaunchRequest request) {
    LaunchProtocol.require(request.getProtocolVersion());
    var answer = launches.begin(request.getRunId(), request.getTaskKey(), request.getPodAttempt());
    var response = BeginLaunchResponse.newBuilder().setProtocolVersion(LaunchProtocol.VERSION);
    return switch (answer) {
      case Begin(var instruction) -> {
        network.stores().tell(response);
        yield response
            .setInstruction(JsonStructs.toStruct(LaunchInstructionForm.write(instruction)))
            .setNetwork(network.toMessage())
            .build();
      }
      case NothingToRun(var reason) -> response.setNothingToRun(reason).build();
    };
  }

  private EndLaunchResponse end(EndLaunchRequest request) {
    LaunchProtocol.require(request.getProtocolVersion());
    LaunchResult result = LaunchResultForm.read(JsonStructs.fromStruct(request.getResult()));
    launches.end(
        request.getRunId(),
        request.getTaskKey(),
        request.getPodAttempt(),
        ReportedEnds.bounded(result));
    return EndLaunchResponse.getDefaultInstance();
  }

  private SignedRequest sign(SignObjectRequest request) {
    Pod pod = pod(request.getRunId(), request.getTaskKey(), request.getPodAttempt());
    String location = request.getLocation();
    return switch (request.getMethod()) {
      case GET -> objects.get(pod, location);
      case PUT -> objects.put(pod, location);
      case PUT_PART -> objects.putPart(pod, location, request.getUpload(), request.getPart());
      case METHOD_UNSPECIFIED, UNRECOGNIZED ->
          throw PipelinesException.invalid(
              "method",
              "reading method: %d (expected: GET, PUT or PUT_PART)"
                  .formatted(request.getMethodValue()));
    };
  }

  private static Pod pod(String runId, String taskKey, int number) {
    return new Pod(runId, taskKey, number);
  }

  private static SignObjectResponse toMessage(SignedRequest signed) {
    return SignObjectResponse.newBuilder()
        .setUrl(signed.uri().toString())
        .setMethod(signed.method())
        .putAllHeaders(signed.headers())
        .build();
  }

  private static ListObjectsResponse toMessage(StoredPage listed) {
    var response = ListObjectsResponse.newBuilder().setNextPageToken(listed.next());
    for (StoredObject object : listed.objects()) {
      response.addObjects(
          ListedObject.newBuilder().setLocation(object.location()).setSize(object.size()));
    }
    return response.build();
  }
}
