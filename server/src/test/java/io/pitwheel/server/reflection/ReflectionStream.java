package io.pitwheel.server.reflection;

import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.reflection.v1.ServerReflectionGrpc.ServerReflectionStub;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A stream of reflection on which the services are asked for once, and whose client would wait for
 * ever.
 *
 * @param answer the first one; fails with the stream
 * @param end of the stream; fails with it
 */
public record ReflectionStream(
    StreamObserver<ServerReflectionRequest> requests,
    CompletableFuture<ServerReflectionResponse> answer,
    CompletableFuture<Void> end) {

  /** Opens one and asks. */
  public static ReflectionStream open(String uri) {
    var answer = new CompletableFuture<ServerReflectionResponse>();
    var end = new CompletableFuture<Void>();
    StreamObserver<ServerReflectionRequest> requests =
        GrpcClients.builder(uri)
            .responseTimeout(Duration.ZERO)
            .build(ServerReflectionStub.class)
            .serverReflectionInfo(new Reader(answer, end));
    requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
    return new ReflectionStream(requests, answer, end);
  }

  private record Reader(
      CompletableFuture<ServerReflectionResponse> answer, CompletableFuture<Void> end)
      implements StreamObserver<ServerReflectionResponse> {
    @Override
    public void onNext(ServerReflectionResponse given) {
      answer.complete(given);
    }

    @Override
    public void onError(Throwable thrown) {
      answer.completeExceptionally(thrown);
      end.completeExceptionally(thrown);
    }

    @Override
    public void onCompleted() {
      end.complete(null);
    }
  }
}
