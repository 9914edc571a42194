package io.pitwheel.server.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.client.grpc.GrpcClients;
import com.linecorp.armeria.common.HttpResponse;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc.HealthBlockingStub;
import io.pitwheel.server.RunningServer;
import io.pitwheel.server.reflection.ReflectionStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that stay open: how many at once. */
class StreamLimitsTest {
  private static final int MAX_FOLLOWERS = 1_000;
  private static final int MAX_WATCHERS = 100;
  private static final int MAX_REFLECTIONS = 100;
  private static final int MAX_STREAMS_A_CONNECTION = 1_000;

  /** Of HTTP/2, which gRPC has for UNAVAILABLE. */
  private static final int REFUSED_STREAM = 7;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

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
  void refusesOneMoreWhoFollowsEvents() {
    String events = "/apis/v2beta1/runs/" + server.createRun("followed") + "/events";
    var client = WebClient.builder("h2c://127.0.0.1:" + server.handle().port()).build();
    var open = new ArrayList<HttpResponse>();
    for (int i = 0; i < MAX_FOLLOWERS; i++) {
      var split = client.get(events).split();
      assertThat(split.headers().join().status().code()).isEqualTo(200);
      open.add(HttpResponse.of(split.headers().join(), split.body()));
    }

    var refused = server.get(events);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body())
        .startsWith("{\"code\":8,")
        .contains("1000 connections follow runs (expected: fewer)");
    open.forEach(HttpResponse::abort);
  }

  @Test
  void refusesOneMoreWhoWatchesTheHealth() {
    var health =
        GrpcClients.newClient(
            "gproto+http://" + server.handle().grpcAddress(), HealthBlockingStub.class);
    var open = new ArrayList<Iterator<HealthCheckResponse>>();
    for (int i = 0; i < MAX_WATCHERS; i++) {
      Iterator<HealthCheckResponse> answers = health.watch(HealthCheckRequest.getDefaultInstance());
      answers.next();
      open.add(answers);
    }

    var refused =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> health.watch(HealthCheckRequest.getDefaultInstance()).next());

    assertThat(open).hasSize(MAX_WATCHERS);
    assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
  }

  @Test
  void refusesOneMoreStreamOfReflection() throws Exception {
    var open = new ArrayList<ReflectionStream>();
    for (int i = 0; i < MAX_REFLECTIONS; i++) {
      open.add(reflect());
      assertThat(open.getLast().answer().get().hasListServicesResponse()).isTrue();
    }

    assertThat(reflect().answer())
        .failsWithin(PATIENCE)
        .withThrowableThat()
        .withMessageContaining(
            "RESOURCE_EXHAUSTED: reflecting: 100 streams are open already (expected: fewer)");

    for (ReflectionStream stream : open) {
      stream.requests().onCompleted();
      stream.end().get();
    }
    assertThat(reflect().answer().get().hasListServicesResponse()).isTrue();
  }

  private static ReflectionStream reflect() {
    return ReflectionStream.open("gproto+http://" + server.handle().grpcAddress());
  }

  @Test
  void resetsOneMoreStreamOfOneConnection() throws IOException {
    try (var connection = new RawStreams(server.handle().port())) {
      assertThat(connection.announcedMaximum()).isEqualTo(MAX_STREAMS_A_CONNECTION);

      for (int i = 0; i < MAX_STREAMS_A_CONNECTION; i++) {
        connection.begin();
      }
      int oneMore = connection.begin();

      assertThat(connection.nextReset()).isEqualTo(new RawStreams.Reset(oneMore, REFUSED_STREAM));
    }
  }
}
