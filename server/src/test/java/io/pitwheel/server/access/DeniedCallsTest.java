package io.pitwheel.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.pitwheel.api.v2beta1.RunServiceGrpc.RunServiceBlockingStub;
import io.pitwheel.page.PageRequest;
import io.pitwheel.page.RowFilter;
import io.pitwheel.run.RunQuery;
import io.pitwheel.server.access.SharedServer.Things;
import io.pitwheel.store.Stores;
import io.pitwheel.testing.access.GrantedAccess.Asked;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server whose callers may do nothing any more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DeniedCallsTest {
  /** KFP declares them and serves neither; nor do we. */
  private static final Set<String> NOT_SERVED =
      Set.of("VisualizationService/CreateVisualizationV1", "DummyFilterService/GetFilter");

  private static final int MAX_DEPTH = 3;

  @TempDir static Path folder;
  private SharedServer shared;
  private Things things;
  private Channel channel;
  private List<Object> before = List.of();

  @BeforeAll
  void start() {
    shared = new SharedServer(folder);
    things = shared.furnish("team-a");
    before = everything();
    shared.access.revokeAll();
    var headers = new Metadata();
    headers.put(Metadata.Key.of(SharedServer.HEADER, Metadata.ASCII_STRING_MARSHALLER), "user:ann");
    channel =
        GrpcClients.builder("gproto+http://" + shared.server.handle().grpcAddress())
            .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
            .build(RunServiceBlockingStub.class)
            .getChannel();
  }

  @AfterAll
  void stop() {
    shared.close();
  }

  @ParameterizedTest
  @MethodSource("rpcs")
  void areRefusedAndWriteNothing(MethodDescriptor<?, ?> method) {
    String call = CallGuard.callOf(method.getFullMethodName());
    shared.access.takeAsked();

    Status status = statusOf(method);

    List<Asked> asked = shared.access.takeAsked();
    assertThat(status.getCode()).as(status.toString()).isEqualTo(Status.Code.PERMISSION_DENIED);
    AccessRow first = AccessTable.read().rowsOf(call).getFirst();
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().caller()).isEqualTo("ann");
    assertThat(asked.getFirst().namespace()).isEqualTo(first.places().isEmpty() ? "" : "team-a");
    if (!first.resource().startsWith("{")) {
      assertThat(asked.getFirst().resource()).isEqualTo(first.resource());
      assertThat(asked.getFirst().verb()).isEqualTo(first.verb());
    }
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void areRefusedByRestAsWell() {
    assertThat(shared.get("ann", "/runs/" + things.id("run_id")).statusCode()).isEqualTo(403);
    assertThat(shared.post("ann", "/runs/" + things.id("run_id") + ":terminate", "").statusCode())
        .isEqualTo(403);
    assertThat(shared.upload("ann", "/pipelines/upload?name=x&namespace=team-a").statusCode())
        .isEqualTo(403);
    assertThat(everything()).isEqualTo(before);
  }

  static Stream<MethodDescriptor<?, ?>> rpcs() {
    AccessTable table = AccessTable.read();
    return ServiceDescriptors.all().stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(method -> !NOT_SERVED.contains(CallGuard.callOf(method.getFullMethodName())))
        .filter(method -> !table.isOpen(CallGuard.callOf(method.getFullMethodName())))
        .filter(method -> !table.isByToken(CallGuard.callOf(method.getFullMethodName())));
  }

  private <Q, P> Status statusOf(MethodDescriptor<Q, P> method) {
    @SuppressWarnings("unchecked") // Made from the method's own prototype.
    var request = (Q) filled(ServiceDescriptors.prototypeOf(method), 0);
    try {
      ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
      return Status.OK;
    } catch (StatusRuntimeException exception) {
      return exception.getStatus();
    }
  }

  /** With the ids of things that are there. */
  private Message filled(Message empty, int depth) {
    Message.Builder message = empty.toBuilder();
    for (FieldDescriptor field : empty.getDescriptorForType().getFields()) {
      String singular = field.getName().replaceFirst("_ids$", "_id");
      String id = things.id(singular);
      switch (field.getJavaType()) {
        case STRING -> {
          if (!id.isEmpty() && field.isRepeated()) {
            message.addRepeatedField(field, id);
          } else if (!id.isEmpty()) {
            message.setField(field, id);
          }
        }
        case ENUM -> {
          if (depth == 0 && !field.isRepeated()) {
            message.setField(field, field.getEnumType().getValues().get(1));
          }
        }
        case MESSAGE -> {
          if (depth < MAX_DEPTH && !field.isMapField() && isOurs(field)) {
            Message inner = filled(message.newBuilderForField(field).build(), depth + 1);
            if (field.isRepeated()) {
              message.addRepeatedField(field, inner);
            } else {
              message.setField(field, inner);
            }
          }
        }
        case INT, LONG, FLOAT, DOUBLE, BOOLEAN, BYTE_STRING -> {}
      }
    }
    return message.build();
  }

  private static boolean isOurs(FieldDescriptor field) {
    return field.getMessageType().getFullName().startsWith("kubeflow.");
  }

  /** Whatever a call could have changed. */
  private List<Object> everything() {
    Stores stores = shared.server.stores();
    PageRequest page = new PageRequest(100, null, "created_at", false, RowFilter.NONE);
    var all = new ArrayList<Object>();
    for (String namespace : List.of("", "team-a")) {
      all.add(stores.experiments().list(namespace, page));
      all.add(stores.pipelines().list(namespace, page));
      all.add(stores.runs().list(new RunQuery(namespace, null, page)));
    }
    all.add(stores.pipelines().listVersions(things.id("pipeline_id"), page));
    all.add(stores.recurringRuns().find(things.id("recurring_run_id")));
    all.add(stores.tasks().list(things.id("run_id")));
    all.add(stores.events().readAfter(things.id("run_id"), 0, 100));
    return all;
  }
}
