package io.pitwheel.conformance.golden;

import com.google.api.AnnotationsProto;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Plain HTTP, with the line of the data as it stands there. */
final class RestTransport implements Transport {
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;

  RestTransport(String address) {
    this.address = address;
  }

  @Override
  public Answer ask(GoldenRequest request) throws IOException, InterruptedException {
    int space = request.rest().indexOf(' ');
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(address + request.rest().substring(space + 1)))
                .header("Content-Type", "application/json")
                .method(request.rest().substring(0, space), body(request))
                .build(),
            BodyHandlers.ofString());
    JsonValue body = JsonReader.read(response.body());
    return new Answer(codeOf(response.statusCode(), body), response.statusCode(), body);
  }

  private static BodyPublisher body(GoldenRequest request) {
    String field = bodyOf(request.rpc());
    if (field.isEmpty()) {
      return BodyPublishers.noBody();
    }
    JsonValue body =
        field.equals("*")
            ? request.request()
            : request.request().members().getOrDefault(field, JsonObject.EMPTY);
    return BodyPublishers.ofString(JsonWriter.write(body));
  }

  private static String bodyOf(String rpc) {
    var schema = (ProtoMethodDescriptorSupplier) Methods.find(rpc).getSchemaDescriptor();
    return schema.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.http).getBody();
  }

  private static int codeOf(int status, JsonValue body) {
    boolean isError =
        status != OK
            && body instanceof JsonObject object
            && object.members().get("code") instanceof JsonNumber;
    return isError ? (int) ((JsonNumber) ((JsonObject) body).members().get("code")).value() : 0;
  }

  @Override
  public void close() {
    client.close();
  }
}
