package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Empty;
import com.google.rpc.Status;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pitwheel.api.v2beta1.CreateRunRequest;
import io.pitwheel.api.v2beta1.GetRunRequest;
import io.pitwheel.api.v2beta1.HealthzServiceGrpc.HealthzServiceBlockingStub;
import io.pitwheel.api.v2beta1.ReportServiceGrpc.ReportServiceBlockingStub;
import io.pitwheel.api.v2beta1.ReportWorkflowRequest;
import io.pitwheel.api.v2beta1.Run;
import io.pitwheel.api.v2beta1.RunServiceGrpc.RunServiceBlockingStub;
import io.pitwheel.api.v2beta1.RuntimeState;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrpcDoorTest {
  @TempDir static Path folder;
  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void isAnotherDoorToTheSameRuns() {
    var specification = (JsonObject) JsonReader.read(Specifications.twoStepsJson());
    Run asked =
        Run.newBuilder()
            .setDisplayName("by gRPC")
            .setPipelineSpec(JsonStructs.toStruct(specification))
            .build();

    Run created = runs().createRun(CreateRunRequest.newBuilder().setRun(asked).build());

    assertThat(created.getState()).isEqualTo(RuntimeState.PENDING);
    assertThat(created.getPipelineSpec()).isEqualTo(asked.getPipelineSpec());
    assertThat(server.get("/apis/v2beta1/runs/" + created.getRunId()).body())
        .contains("\"display_name\":\"by gRPC\"");
  }

  @Test
  void tellsErrorsWithTheirDetails() {
    var request = GetRunRequest.newBuilder().setRunId("none").build();

    var thrown = catchThrowableOfType(StatusRuntimeException.class, () -> runs().getRun(request));

    Status status = StatusProto.fromThrowable(thrown);
    assertThat(status.getCode()).isEqualTo(5);
    assertThat(status.getMessage()).contains("none");
    assertThat(status.getDetails(0).is(Status.class)).isTrue();
  }

  @Test
  void refusesAReportOfNothing() {
    var thrown =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () ->
                GrpcClients.newClient(address(), ReportServiceBlockingStub.class)
                    .reportWorkflow(ReportWorkflowRequest.getDefaultInstance()));

    assertThat(thrown.getStatus().getCode()).isEqualTo(io.grpc.Status.Code.INVALID_ARGUMENT);
  }

  @Test
  void answersHealth() {
    var stub = GrpcClients.newClient(address(), HealthzServiceBlockingStub.class);

    assertThat(stub.getHealthz(Empty.getDefaultInstance()).getPipelineStore())
        .isEqualTo("database");
  }

  private static RunServiceBlockingStub runs() {
    return GrpcClients.newClient(address(), RunServiceBlockingStub.class);
  }

  private static String address() {
    return "gproto+http://" + server.handle().grpcAddress();
  }
}
