package io.pitwheel.server.result;

import com.google.protobuf.Struct;
import io.grpc.stub.StreamObserver;
import io.pitwheel.api.v1.GetRunResultRequest;
import io.pitwheel.api.v1.ResultServiceGrpc;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.Replies;
import io.pitwheel.server.run.RunReader;

/** The door to results. */
public final class ResultGrpcService extends ResultServiceGrpc.ResultServiceImplBase {
  private final RunReader reader;
  private final ResultComposer composer;

  public ResultGrpcService(RunReader reader, ResultComposer composer) {
    this.reader = reader;
    this.composer = composer;
  }

  @Override
  public void getRunResult(GetRunResultRequest request, StreamObserver<Struct> observer) {
    Replies.answer(
        observer, () -> JsonStructs.toStruct(composer.compose(reader.require(request.getRunId()))));
  }
}
