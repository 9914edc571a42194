package io.pitwheel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.UnknownFieldSet;
import com.linecorp.armeria.client.grpc.GrpcClients;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.pitwheel.api.v2beta1.RunServiceGrpc.RunServiceBlockingStub;
import io.pitwheel.server.field.Calls;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every call, with everything that may be wrong about it: never is the answer that
 * the server is at fault, and every refusal has the one shape.
 */
class EveryFieldTest {
  private static final Set<Status.Code> FAULTS_OF_THE_SERVER =
      Set.of(
          Status.Code.INTERNAL,
          Status.Code.UNKNOWN,
          Status.Code.DATA_LOSS,
          Status.Code.UNAVAILABLE,
          Status.Code.UNIMPLEMENTED);

  /** The first of the bad values, which fields inside of fields get. */
  private static final int INNER_VALUES = 6;

  private static final List<String> BAD_JSON =
      List.of(
          "null",
          "\"\"",
          "\" \"",
          "\"'; drop table runs; --\"",
          "\"%00\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"" + "x".repeat(20_000) + "\"",
          "1e400",
          "-1",
          "9223372036854775808",
          "123456789012345678901234567890",
          "1.5",
          "true",
          "[]",
          "[[[[1]]]]",
          "{}",
          "{\"unknown\":{\"deep\":[1]}}",
          "{\"\":\"\"}");

  private static final List<String> BAD_QUERY =
      List.of(
          "",
          " ",
          "-1",
          "1.5",
          "2147483648",
          "-9223372036854775809",
          "99999999999999999999999999",
          "true",
          "NO_SUCH_NAME",
          "1002000",
          "'; drop table runs; --",
          "\u0000",
          "{",
          "{\"predicates\":{}}",
          "{\"predicates\":[{\"operation\":4,\"key\":\"id\",\"stringValue\":\"x\"}]}",
          "{\"predicates\":[{\"operation\":1,\"key\":\"id\",\"stringValue\":\"\\u0000\"}]}",
          "{\"predicates\":[{\"operation\":1,\"key\":\"id' or 1=1\",\"stringValue\":\"x\"}]}",
          "{\"predicates\":[{\"operation\":9,\"key\":\"id\",\"stringValue\":\"%_!'\"}]}",
          "{\"predicates\":[{\"operation\":8,\"key\":\"id\",\"stringValues\":{}}]}",
          "{\"predicates\":[{\"operation\":3,\"key\":\"created_at\",\"longValue\":\"9223372036854775807\"}]}",
          "{\"predicates\":[{\"operation\":3,\"key\":\"created_at\",\"timestampValue\":\"0001-01-01T00:00:00Z\"}]}",
          "{\"predicates\":[{\"operation\":9,\"key\":\"id\",\"stringValue\":\""
              + "x".repeat(5_000)
              + "\"}]}",
          "x".repeat(10_000));

  private static final ByteString LONG_TEXT = ByteString.copyFromUtf8("x".repeat(5_000));
  private static final ByteString LONG_TEXT_OF_BIRDS = ByteString.copyFromUtf8("🐧".repeat(3_000));

  @TempDir static Path folder;
  private static RunningServer server;
  private static Channel channel;

  @BeforeAll
  static void start() {
    server = new RunningServer(folder);
    channel =
        GrpcClients.newClient(
                "gproto+http://" + server.handle().grpcAddress(), RunServiceBlockingStub.class)
            .getChannel();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<String> calls() {
    return Calls.names();
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isTheCallersFaultByRest(String call) {
    MethodDescriptor method = Calls.find(call);
    HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
    String path = pathOf(rule).replaceAll("\\{[^}]+}", "none");
    for (String body : bodies(method, rule)) {
      assertFault(method, rule, path, body);
    }
    for (FieldDescriptor field : method.getInputType().getFields()) {
      for (String value : BAD_QUERY) {
        String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
        assertFault(method, rule, path + "?" + field.getName() + "=" + encoded, "{}");
      }
    }
    for (String id : List.of("%00", "%C3", "%27%3B--", "x".repeat(3_000), "%F0%9F%90%A7")) {
      assertFault(method, rule, pathOf(rule).replaceAll("\\{[^}]+}", id), "{}");
    }
  }

  /** Each field of the body, to two levels, with each bad value. */
  private static List<String> bodies(MethodDescriptor method, HttpRule rule) {
    if (rule.getBody().isEmpty()) {
      return List.of();
    }
    var bodies = new ArrayList<>(BAD_JSON);
    bodies.add("");
    bodies.add("{");
    FieldDescriptor body = method.getInputType().findFieldByName(rule.getBody());
    if (body != null && body.getJavaType() != JavaType.MESSAGE) {
      return bodies;
    }
    Descriptor type = body == null ? method.getInputType() : body.getMessageType();
    for (FieldDescriptor field : type.getFields()) {
      for (String value : BAD_JSON) {
        bodies.add("{\"%s\":%s}".formatted(field.getName(), value));
      }
      bodies.addAll(innerBodies(field));
    }
    return bodies;
  }

  private static List<String> innerBodies(FieldDescriptor field) {
    if (field.getJavaType() != JavaType.MESSAGE || field.isMapField()) {
      return List.of();
    }
    var bodies = new ArrayList<String>();
    for (FieldDescriptor inner : field.getMessageType().getFields()) {
      for (String value : BAD_JSON.subList(0, INNER_VALUES)) {
        bodies.add("{\"%s\":{\"%s\":%s}}".formatted(field.getName(), inner.getJsonName(), value));
      }
    }
    return bodies;
  }

  private static void assertFault(
      MethodDescriptor method, HttpRule rule, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.uri(path))
            // As the stock clients speak. Over HTTP/2 the HTTP library resets the stream of an
            // address that it refuses itself before the body has come: no client sees its answer.
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .method(
                rule.getPatternCase().name(),
                rule.getBody().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));

    String asked = method.getName() + " " + shortened(path) + " " + shortened(body);
    HttpResponse<String> answer = send(request, asked);

    assertThat(answer.statusCode()).as("%s: %s", asked, answer.body()).isLessThan(500);
    if (answer.statusCode() != 200) {
      assertThat(((JsonObject) JsonReader.read(answer.body())).members())
          .as(asked)
          .containsKeys("code", "message", "details");
    }
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String asked) {
    try {
      return server.send(request);
    } catch (UncheckedIOException exception) {
      throw new AssertionError("no answer to " + asked, exception);
    }
  }

  @ParameterizedTest
  @MethodSource("calls")
  void isTheCallersFaultByGrpc(String call) {
    MethodDescriptor method = Calls.find(call);
    for (FieldDescriptor field : method.getInputType().getFields()) {
      for (byte[] value : badBytes(field.getNumber())) {
        assertFaultOfBytes(method, value);
      }
      longTexts(field).forEach(value -> assertFaultOfBytes(method, value));
    }
    assertFaultOfBytes(method, new byte[0]);
    assertFaultOfBytes(method, new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF});
  }

  /** The field as a huge number, as no UTF-8, as a zero character, as cut short. */
  private static List<byte[]> badBytes(int number) {
    byte tag = (byte) (number << 3);
    byte text = (byte) (tag | 2);
    return List.of(
        new byte[] {tag, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        new byte[] {tag, 7},
        new byte[] {text, 2, (byte) 0xC3, (byte) 0x28},
        new byte[] {text, 1, 0},
        new byte[] {text, 0},
        new byte[] {text, 100, 'x'});
  }

  /** Longer than the headers of an answer may be: the field, and each field of its message. */
  private static List<byte[]> longTexts(FieldDescriptor field) {
    var messages = new ArrayList<byte[]>();
    messages.add(message(field, LONG_TEXT));
    messages.add(message(field, LONG_TEXT_OF_BIRDS));
    if (field.getJavaType() == JavaType.MESSAGE) {
      for (FieldDescriptor inner : field.getMessageType().getFields()) {
        messages.add(message(field, ByteString.copyFrom(message(inner, LONG_TEXT))));
      }
    }
    return messages;
  }

  private static byte[] message(FieldDescriptor field, ByteString content) {
    return UnknownFieldSet.newBuilder()
        .addField(
            field.getNumber(),
            UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build())
        .build()
        .toByteArray();
  }

  private static void assertFaultOfBytes(MethodDescriptor method, byte[] request) {
    var raw =
        io.grpc.MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodType.UNARY)
            .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
            .setRequestMarshaller(Bytes.AS_THEY_ARE)
            .setResponseMarshaller(Bytes.AS_THEY_ARE)
            .build();
    try {
      ClientCalls.blockingUnaryCall(channel, raw, CallOptions.DEFAULT, request);
    } catch (StatusRuntimeException exception) {
      assertThat(exception.getStatus().getCode())
          .as("%s: %s", method.getName(), exception.getMessage())
          .isNotIn(FAULTS_OF_THE_SERVER);
    }
  }

  private enum Bytes implements io.grpc.MethodDescriptor.Marshaller<byte[]> {
    AS_THEY_ARE;

    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try (stream) {
        return stream.readAllBytes();
      } catch (IOException exception) {
        throw new UncheckedIOException(exception);
      }
    }
  }

  private static String pathOf(HttpRule rule) {
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case POST -> rule.getPost();
      case PATCH -> rule.getPatch();
      case DELETE -> rule.getDelete();
      default -> throw new IllegalStateException("a verb that no call has: " + rule);
    };
  }

  private static String shortened(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "..." : text;
  }
}
