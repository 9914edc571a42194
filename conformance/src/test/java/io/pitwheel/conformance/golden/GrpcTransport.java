package io.pitwheel.conformance.golden;

import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ClientCalls;
import io.pitwheel.api.v2beta1.RunServiceGrpc.RunServiceBlockingStub;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;

/** gRPC, as a generated client would call. */
final class GrpcTransport implements Transport {
  private static final JsonFormat.TypeRegistry TYPES =
      JsonFormat.TypeRegistry.newBuilder()
          .add(Status.getDescriptor())
          .add(com.google.rpc.BadRequest.getDescriptor())
          .build();

  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer().preservingProtoFieldNames().usingTypeRegistry(TYPES);

  private final Channel channel;

  /**
   * @param address such as {@code 127.0.0.1:8887}
   */
  GrpcTransport(String address) {
    channel =
        GrpcClients.newClient("gproto+http://" + address, RunServiceBlockingStub.class)
            .getChannel();
  }

  @Override
  public Answer ask(GoldenRequest request) throws IOException {
    MethodDescriptor<?, ?> method = Methods.find(request.rpc());
    Message.Builder message = Methods.requestOf(method);
    JsonFormat.parser().merge(JsonWriter.write(request.request()), message);
    try {
      return new Answer(0, 0, print(call(method, message.build())));
    } catch (StatusRuntimeException exception) {
      Status status = StatusProto.fromThrowable(exception);
      if (status == null) {
        throw exception;
      }
      return new Answer(status.getCode(), 0, print(status));
    }
  }

  @SuppressWarnings("unchecked") // The message was made from the call's own prototype.
  private Message call(MethodDescriptor<?, ?> method, Message message) {
    return ClientCalls.blockingUnaryCall(
        channel, (MethodDescriptor<Message, Message>) method, CallOptions.DEFAULT, message);
  }

  private static JsonValue print(MessageOrBuilder message) throws IOException {
    return JsonReader.read(PRINTER.print(message));
  }

  @Override
  public void close() {
    // The library closes its connections with the process.
  }
}
