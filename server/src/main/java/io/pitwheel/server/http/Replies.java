package io.pitwheel.server.http;

import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Answers a unary call with what a use case gives, or with the status of what it throws. */
public final class Replies {
  private Replies() {}

  /** Runs the use case in the calling thread. */
  public static <T> void answer(StreamObserver<T> observer, Supplier<T> useCase) {
    T reply;
    try {
      reply = useCase.get();
    } catch (RuntimeException exception) {
      observer.onError(StatusProto.toStatusRuntimeException(Failures.statusOf(exception)));
      return;
    }
    observer.onNext(reply);
    observer.onCompleted();
  }
}
