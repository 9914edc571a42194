package io.pitwheel.server.field;

import com.google.protobuf.Descriptors.MethodDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.pitwheel.api.v2beta1.ArtifactServiceGrpc;
import io.pitwheel.api.v2beta1.AuthServiceGrpc;
import io.pitwheel.api.v2beta1.ExperimentServiceGrpc;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc;
import io.pitwheel.api.v2beta1.PipelineServiceGrpc;
import io.pitwheel.api.v2beta1.RecurringRunServiceGrpc;
import io.pitwheel.api.v2beta1.ReportServiceGrpc;
import io.pitwheel.api.v2beta1.RunServiceGrpc;
import java.util.stream.Stream;

/** The calls of the v2beta1 API that are served. */
public final class Calls {
  private Calls() {}

  /** All of them, such as {@code RunService.GetRun}. */
  public static Stream<String> names() {
    return all().map(Calls::nameOf);
  }

  /** A call by its name. */
  public static MethodDescriptor find(String name) {
    return all().filter(method -> name.equals(nameOf(method))).findFirst().orElseThrow();
  }

  private static Stream<MethodDescriptor> all() {
    return Stream.of(
            ExperimentServiceGrpc.getServiceDescriptor(),
            PipelineServiceGrpc.getServiceDescriptor(),
            RunServiceGrpc.getServiceDescriptor(),
            ArtifactServiceGrpc.getServiceDescriptor(),
            RecurringRunServiceGrpc.getServiceDescriptor(),
            AuthServiceGrpc.getServiceDescriptor(),
            HealthzServiceGrpc.getServiceDescriptor(),
            ReportServiceGrpc.getServiceDescriptor())
        .flatMap(service -> service.getMethods().stream())
        .map(method ->
            ((ProtoMethodDescriptorSupplier) method.getSchemaDescriptor()).getMethodDescriptor());
  }

  private static String nameOf(MethodDescriptor method) {
    return method.getService().getName() + "." + method.getName();
  }
}
