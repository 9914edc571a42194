package io.pitwheel.server.http;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.linecorp.armeria.common.QueryParams;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.ShownText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The request message of a route from body, query and path, in this order: what the path says wins.
 * Query parameters that are unknown, empty, or part of the body are passed over.
 */
final class RequestReader {
  /** As KFP's gateway reads them in queries and paths (Go: strconv.ParseBool). */
  private static final Map<String, Boolean> FLAGS = flags();

  private RequestReader() {}

  private static Map<String, Boolean> flags() {
    var flags = new HashMap<String, Boolean>();
    Stream.of("1", "t", "T", "TRUE", "true", "True").forEach(text -> flags.put(text, true));
    Stream.of("0", "f", "F", "FALSE", "false", "False").forEach(text -> flags.put(text, false));
    return Map.copyOf(flags);
  }

  static Message read(Route.Match match, QueryParams query, String body) {
    Message.Builder request = match.route().prototype().newBuilderForType();
    readBody(match.route().body(), body, request);
    if (!match.route().body().equals("*")) {
      readQuery(query, request, match.route().body());
    }
    match
        .variables()
        .forEach((name, value) -> {
          if (match.route().body().equals("*")) {
            requireSame(request, name, value);
          }
          setAt(request, name, List.of(value));
        });
    return request.build();
  }

  /** Whether the body of a change has an empty object of tags, which its message cannot show. */
  static boolean clearsTags(Route route, String body) {
    return route.verb().equals("PATCH")
        && !body.isBlank()
        && JsonReader.read(body) instanceof JsonObject object
        && object.members().get("tags") instanceof JsonObject tags
        && tags.members().isEmpty();
  }

  private static void readBody(String bodyField, String body, Message.Builder request) {
    if (bodyField.isEmpty()) {
      return;
    }
    JsonValue value = body.isBlank() ? JsonObject.EMPTY : JsonReader.read(body);
    if (bodyField.equals("*")) {
      MessageParser.merge(value, request, "");
      return;
    }
    FieldDescriptor field = request.getDescriptorForType().findFieldByName(bodyField);
    if (messageTypeOf(field) == null) {
      request.setField(field, ScalarParser.parse(field, value, bodyField));
      return;
    }
    Message.Builder inner = request.newBuilderForField(field);
    MessageParser.merge(value, inner, bodyField);
    request.setField(field, inner.build());
  }

  /** A whole message may name again what the path names, but nothing else. */
  private static void requireSame(Message.Builder request, String name, String inPath) {
    FieldDescriptor field = MessageParser.findField(request.getDescriptorForType(), name);
    if (field == null || field.getJavaType() != FieldDescriptor.JavaType.STRING) {
      return;
    }
    String inBody = request.getField(field).toString();
    if (!inBody.isEmpty() && !inBody.equals(inPath)) {
      throw PipelinesException.invalid(
          name,
          "reading %s: %s in the body, %s in the path (expected: the same in both, or only the path)"
              .formatted(name, ShownText.cut(inBody), inPath));
    }
  }

  private static void readQuery(QueryParams query, Message.Builder request, String bodyField) {
    for (String name : query.names()) {
      List<String> values = query.getAll(name).stream().filter(value -> !value.isEmpty()).toList();
      boolean isOfBody =
          !bodyField.isEmpty() && (name.equals(bodyField) || name.startsWith(bodyField + "."));
      if (!values.isEmpty() && !isOfBody) {
        setAt(request, name, values);
      }
    }
  }

  /** Sets a field by its dotted name, in either case; nothing when there is no such field. */
  private static void setAt(Message.Builder message, String dottedName, List<String> values) {
    List<String> names = List.of(dottedName.split("\\.", -1));
    List<FieldDescriptor> fields = resolve(message.getDescriptorForType(), names);
    if (fields.isEmpty()) {
      return;
    }
    Message.Builder owner = message;
    for (FieldDescriptor field : fields.subList(0, fields.size() - 1)) {
      owner = owner.getFieldBuilder(field);
    }
    setScalar(owner, fields.getLast(), values, dottedName);
  }

  private static List<FieldDescriptor> resolve(Descriptor type, List<String> names) {
    var fields = new ArrayList<FieldDescriptor>();
    Descriptor owner = type;
    for (String name : names) {
      FieldDescriptor field = owner == null ? null : MessageParser.findField(owner, name);
      if (field == null) {
        return List.of();
      }
      fields.add(field);
      owner = messageTypeOf(field);
    }
    return owner == null ? fields : List.of();
  }

  private static @Nullable Descriptor messageTypeOf(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE ? field.getMessageType() : null;
  }

  private static void setScalar(
      Message.Builder owner, FieldDescriptor field, List<String> values, String path) {
    if (field.isRepeated()) {
      values.forEach(value -> owner.addRepeatedField(field, parse(field, value, path)));
    } else {
      owner.setField(field, parse(field, values.getLast(), path));
    }
  }

  private static Object parse(FieldDescriptor field, String text, String path) {
    Boolean flag = field.getJavaType() == FieldDescriptor.JavaType.BOOLEAN ? FLAGS.get(text) : null;
    return ScalarParser.parse(field, flag == null ? new JsonText(text) : JsonValue.of(flag), path);
  }
}
