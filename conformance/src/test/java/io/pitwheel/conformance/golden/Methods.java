package io.pitwheel.conformance.golden;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.pitwheel.api.v2beta1.ArtifactServiceGrpc;
import io.pitwheel.api.v2beta1.AuthServiceGrpc;
import io.pitwheel.api.v2beta1.ExperimentServiceGrpc;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc;
import io.pitwheel.api.v2beta1.PipelineServiceGrpc;
import io.pitwheel.api.v2beta1.RecurringRunServiceGrpc;
import io.pitwheel.api.v2beta1.ReportServiceGrpc;
import io.pitwheel.api.v2beta1.RunServiceGrpc;
import java.util.List;
import java.util.Objects;

/** The calls that golden requests are for. */
final class Methods {
  private static final List<ServiceDescriptor> SERVICES =
      List.of(
          ExperimentServiceGrpc.getServiceDescriptor(),
          PipelineServiceGrpc.getServiceDescriptor(),
          RunServiceGrpc.getServiceDescriptor(),
          ArtifactServiceGrpc.getServiceDescriptor(),
          RecurringRunServiceGrpc.getServiceDescriptor(),
          ReportServiceGrpc.getServiceDescriptor(),
          AuthServiceGrpc.getServiceDescriptor(),
          HealthzServiceGrpc.getServiceDescriptor());

  private Methods() {}

  /** All of them, such as {@code RunService.GetRun}. */
  static List<String> names() {
    return SERVICES.stream()
        .flatMap(service -> service.getMethods().stream())
        .map(Methods::nameOf)
        .toList();
  }

  static MethodDescriptor<?, ?> find(String name) {
    return SERVICES.stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> nameOf(method).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no call " + name));
  }

  /** An empty request of the call. */
  static Message.Builder requestOf(MethodDescriptor<?, ?> method) {
    var marshaller = (PrototypeMarshaller<?>) method.getRequestMarshaller();
    var prototype = (Message) Objects.requireNonNull(marshaller.getMessagePrototype());
    return prototype.newBuilderForType();
  }

  private static String nameOf(MethodDescriptor<?, ?> method) {
    String full = method.getFullMethodName();
    return full.substring(full.lastIndexOf('.', full.indexOf('/')) + 1).replace('/', '.');
  }
}
