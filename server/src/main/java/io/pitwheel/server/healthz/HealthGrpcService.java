package io.pitwheel.server.healthz;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.GetHealthzResponse;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc;
import io.pitwheel.server.http.Replies;

/** The same answer over gRPC, which KFP declares but does not serve. */
public final class HealthGrpcService extends HealthzServiceGrpc.HealthzServiceImplBase {
  private final GetHealthzResponse answer;

  /**
   * @param hasNamespaces as {@link HealthRoute#ofNow} tells it
   */
  public HealthGrpcService(boolean hasNamespaces) {
    this.answer =
        GetHealthzResponse.newBuilder()
            .setMultiUser(hasNamespaces)
            .setPipelineStore(HealthRoute.PIPELINE_STORE)
            .build();
  }

  @Override
  public void getHealthz(Empty request, StreamObserver<GetHealthzResponse> observer) {
    Replies.answer(observer, () -> answer);
  }
}
