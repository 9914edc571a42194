package io.pitwheel.server.openapi;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.rpc.Status;
import io.pitwheel.server.http.RestService.RestRoute;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The document of OpenAPI 3.0 that describes the routes of a server. */
public final class OpenApiDocument {
  private static final String JSON = "application/json";

  /** Routes whose errors have also the two members that KFP's plain routes answer. */
  private static final Set<String> LIKE_KFP =
      Set.of("uploadPipeline", "uploadPipelineVersion", "nodeArtifact");

  private final MessageSchemas messages = new MessageSchemas();
  private final Map<String, Map<String, JsonValue>> paths = new TreeMap<>();

  private OpenApiDocument() {}

  /**
   * @param version of the API's implementation
   */
  public static JsonObject of(List<RestRoute> calls, List<PlainRoute> others, String version) {
    var document = new OpenApiDocument();
    others.forEach(document::add);
    calls.forEach(document::add);
    return document.whole(version);
  }

  private JsonObject whole(String version) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("openapi", JsonValue.of("3.0.3"));
    members.put(
        "info",
        Schemas.ordered("title", JsonValue.of("Pitwheel"), "version", JsonValue.of(version)));
    var byPath = new LinkedHashMap<String, JsonValue>();
    paths.forEach((path, verbs) -> byPath.put(path, new JsonObject(verbs)));
    members.put("paths", new JsonObject(byPath));
    JsonObject error = Schemas.content(JSON, messages.of(Status.getDescriptor()));
    members.put(
        "components",
        Schemas.ordered(
            "responses",
            Schemas.ordered(
                "Error",
                response("What was wrong.", error),
                "UploadError",
                response("What was wrong, also as KFP has it.", uploadError())),
            // At last: the others refer to what is here.
            "schemas",
            messages.all()));
    return new JsonObject(members);
  }

  private JsonObject uploadError() {
    var properties = new LinkedHashMap<String, JsonValue>();
    Status.getDescriptor()
        .getFields()
        .forEach(field -> properties.put(field.getName(), messages.of(field)));
    properties.put("error_message", Schemas.type("string"));
    properties.put("error_details", Schemas.type("string"));
    return Schemas.content(JSON, Schemas.object(properties));
  }

  /** Another route may stand in front of a call; what it answers is what clients get. */
  private void put(String path, String verb, JsonObject operation) {
    paths
        .computeIfAbsent(path, _ -> new TreeMap<>())
        .putIfAbsent(verb.toLowerCase(Locale.ROOT), operation);
  }

  private void add(PlainRoute route) {
    var parameters = new ArrayList<JsonValue>();
    route
        .variables()
        .forEach(name -> parameters.add(parameter("path", name, Schemas.type("string"))));
    new TreeMap<>(route.query())
        .forEach((name, sentence) -> parameters.add(described(name, sentence)));
    var members = operation("files and streams", route.name(), parameters);
    members.put("summary", JsonValue.of(route.summary()));
    if (!route.upload().isEmpty()) {
      JsonObject part = Schemas.type("string", "binary");
      members.put(
          "requestBody",
          body(
              Schemas.content(
                  "multipart/form-data", Schemas.object(Map.of(route.upload(), part)))));
    }
    boolean isJson = route.mediaType().equals(JSON);
    JsonObject answer = isJson ? Schemas.type("object") : Schemas.type("string", "binary");
    members.put(
        "responses",
        responses(
            Schemas.content(route.mediaType(), answer),
            LIKE_KFP.contains(route.name()) ? "UploadError" : "Error"));
    put(route.path(), route.verb(), new JsonObject(members));
  }

  private void add(RestRoute route) {
    Descriptor request = route.method().getInputType();
    var parameters = new ArrayList<JsonValue>();
    for (String name : route.variables()) {
      parameters.add(parameter("path", lastOf(name), messages.of(fieldAt(request, name))));
    }
    if (!route.body().equals("*")) {
      request.getFields().stream()
          .filter(field -> isInQuery(route, field))
          .forEach(
              field -> parameters.add(parameter("query", field.getName(), messages.of(field))));
    }
    String service = route.method().getService().getName();
    var members = operation(service, service + "_" + route.method().getName(), parameters);
    if (!route.body().isEmpty()) {
      JsonObject schema =
          route.body().equals("*")
              ? messages.of(request)
              : messages.of(fieldAt(request, route.body()));
      members.put("requestBody", body(Schemas.content(JSON, schema)));
    }
    members.put(
        "responses",
        responses(Schemas.content(JSON, messages.of(route.method().getOutputType())), "Error"));
    put(route.path().replaceAll("\\{[^}]*\\.", "{"), route.verb(), new JsonObject(members));
  }

  /** Programs that make clients know no dots in names. */
  private static String lastOf(String dottedName) {
    return dottedName.substring(dottedName.lastIndexOf('.') + 1);
  }

  private static boolean isInQuery(RestRoute route, FieldDescriptor field) {
    return field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        && !route.variables().contains(field.getName())
        && !route.body().equals(field.getName());
  }

  /** The field with a dotted name. */
  private static FieldDescriptor fieldAt(Descriptor message, String name) {
    int dot = name.indexOf('.');
    FieldDescriptor field = message.findFieldByName(dot < 0 ? name : name.substring(0, dot));
    return dot < 0 ? field : fieldAt(field.getMessageType(), name.substring(dot + 1));
  }

  private static Map<String, JsonValue> operation(
      String tag, String name, List<JsonValue> parameters) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("tags", Schemas.texts(List.of(tag)));
    members.put("operationId", JsonValue.of(name));
    members.put("parameters", JsonValue.listOf(parameters));
    return members;
  }

  private static JsonObject parameter(String place, String name, JsonObject schema) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("name", JsonValue.of(name));
    members.put("in", JsonValue.of(place));
    if (place.equals("path")) {
      members.put("required", JsonValue.of(true));
    }
    members.put("schema", schema);
    return new JsonObject(members);
  }

  private static JsonObject described(String name, String sentence) {
    var members = new LinkedHashMap<>(parameter("query", name, Schemas.type("string")).members());
    members.put("description", JsonValue.of(sentence));
    return new JsonObject(members);
  }

  private static JsonObject body(JsonObject content) {
    return Schemas.ordered("required", JsonValue.of(true), "content", content);
  }

  private static JsonObject responses(JsonObject content, String errorName) {
    String place = "#/components/responses/" + errorName;
    JsonObject error = new JsonObject(Map.of("$ref", JsonValue.of(place)));
    return Schemas.ordered("200", response("Done.", content), "default", error);
  }

  private static JsonObject response(String sentence, JsonObject content) {
    return Schemas.ordered("description", JsonValue.of(sentence), "content", content);
  }
}
