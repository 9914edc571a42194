package io.pitwheel.server.recurringrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.Timestamp;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.pitwheel.api.v2beta1.CreateRecurringRunRequest;
import io.pitwheel.api.v2beta1.CronSchedule;
import io.pitwheel.api.v2beta1.DeletePropagationPolicy;
import io.pitwheel.api.v2beta1.DeleteRecurringRunRequest;
import io.pitwheel.api.v2beta1.DisableRecurringRunRequest;
import io.pitwheel.api.v2beta1.EnableRecurringRunRequest;
import io.pitwheel.api.v2beta1.GetRecurringRunRequest;
import io.pitwheel.api.v2beta1.ListRecurringRunsRequest;
import io.pitwheel.api.v2beta1.RecurringRun;
import io.pitwheel.api.v2beta1.RecurringRun.Mode;
import io.pitwheel.api.v2beta1.RecurringRun.Status;
import io.pitwheel.api.v2beta1.RecurringRunServiceGrpc.RecurringRunServiceBlockingStub;
import io.pitwheel.api.v2beta1.Trigger;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.Specifications;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecurringRunGrpcTest {
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
  void keepsARecurringRunFromItsCreationToItsEnd() {
    RecurringRun asked = nightly().build();

    RecurringRun created = create(asked);
    String id = created.getRecurringRunId();
    var get = GetRecurringRunRequest.newBuilder().setRecurringRunId(id).build();

    assertThat(created.getPipelineSpec()).isEqualTo(asked.getPipelineSpec());
    assertThat(created.getTrigger()).isEqualTo(asked.getTrigger());
    assertThat(stub().getRecurringRun(get)).isEqualTo(created);
    stub()
        .disableRecurringRun(DisableRecurringRunRequest.newBuilder().setRecurringRunId(id).build());
    assertThat(stub().getRecurringRun(get).getStatus()).isEqualTo(Status.DISABLED);
    stub().enableRecurringRun(EnableRecurringRunRequest.newBuilder().setRecurringRunId(id).build());
    assertThat(
            stub()
                .listRecurringRuns(ListRecurringRunsRequest.getDefaultInstance())
                .getRecurringRunsList())
        .singleElement()
        .isEqualTo(created.toBuilder().clearPipelineSpec().build());
    stub()
        .deleteRecurringRun(
            DeleteRecurringRunRequest.newBuilder()
                .setRecurringRunId(id)
                .setPropagationPolicy(DeletePropagationPolicy.ORPHAN)
                .build());
    assertThat(codeOf(() -> stub().getRecurringRun(get))).isEqualTo(Code.NOT_FOUND);
  }

  @Test
  void refusesWhatOnlyThisProtocolCanSend() {
    var far = Timestamp.newBuilder().setSeconds(Long.MAX_VALUE);
    var trigger =
        Trigger.newBuilder()
            .setCronSchedule(CronSchedule.newBuilder().setCron("@daily").setStartTime(far));

    assertThat(codeOf(() -> create(nightly().setTrigger(trigger).build())))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> create(nightly().setModeValue(7).build())))
        .isEqualTo(Code.INVALID_ARGUMENT);
    assertThat(codeOf(() -> create(RecurringRun.getDefaultInstance())))
        .isEqualTo(Code.INVALID_ARGUMENT);
  }

  private static RecurringRun.Builder nightly() {
    return RecurringRun.newBuilder()
        .setDisplayName("nightly")
        .setMaxConcurrency(10)
        .setMode(Mode.ENABLE)
        .setTrigger(
            Trigger.newBuilder().setCronSchedule(CronSchedule.newBuilder().setCron("0 0 2 * * *")))
        .setPipelineSpec(
            JsonStructs.toStruct((JsonObject) JsonReader.read(Specifications.twoStepsJson())));
  }

  private static RecurringRun create(RecurringRun asked) {
    return stub()
        .createRecurringRun(CreateRecurringRunRequest.newBuilder().setRecurringRun(asked).build());
  }

  private static Code codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    return catchThrowableOfType(StatusRuntimeException.class, call).getStatus().getCode();
  }

  private static RecurringRunServiceBlockingStub stub() {
    return GrpcClients.newClient(
        "gproto+http://" + server.handle().grpcAddress(), RecurringRunServiceBlockingStub.class);
  }
}
