package io.pitwheel.server.access;

import com.google.protobuf.Empty;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v2beta1.AuthServiceGrpc;
import io.pitwheel.api.v2beta1.AuthorizeRequest;
import io.pitwheel.server.http.Replies;

/**
 * The door to the question whether a caller may. Whoever gets here may: the gate asked what the
 * request asks.
 */
public final class AuthorizationGrpcService extends AuthServiceGrpc.AuthServiceImplBase {
  @Override
  public void authorize(AuthorizeRequest request, StreamObserver<Empty> observer) {
    Replies.answer(observer, Empty::getDefaultInstance);
  }
}
