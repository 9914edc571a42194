package io.pitwheel.server.field;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A right request of a call with one bad value in it, on its way by REST. */
record SpoiltRequest(MethodDescriptor method, FieldPlace place, BadValue value) {
  private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)}");

  /** Stands for the bad value, which is nothing that a JSON value of ours can be. */
  private static final String MARK = "@spoilt@";

  /** One that is right. */
  static SpoiltRequest right(MethodDescriptor method) {
    return new SpoiltRequest(method, FieldPlace.NONE, BadValue.NONE);
  }

  /** Whether there is such a request: an address takes no message and no broken text. */
  boolean isPossible() {
    return isInBody() && (value.isText() || !place.isKey())
        || value.isForAddresses() && place.isAtTheTop() && (!isInPath() || !value.text().isEmpty());
  }

  private HttpRule rule() {
    return method.getOptions().getExtension(AnnotationsProto.http);
  }

  private String path() {
    HttpRule rule = rule();
    return switch (rule.getPatternCase()) {
      case GET -> rule.getGet();
      case POST -> rule.getPost();
      case PATCH -> rule.getPatch();
      case DELETE -> rule.getDelete();
      default -> throw new IllegalStateException("a verb that no call has: " + rule);
    };
  }

  private Set<String> inPath() {
    return PARAMETER
        .matcher(path())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private boolean isInPath() {
    return inPath().contains(place.name());
  }

  private boolean isInBody() {
    String body = rule().getBody();
    return !isInPath() && (body.equals("*") || place.steps().getFirst().getName().equals(body));
  }

  /**
   * The request.
   *
   * @param address of the server
   * @param right the whole message that would be taken
   */
  HttpRequest.Builder build(URI address, JsonObject right) {
    JsonObject marked = place.put(right, JsonValue.of(MARK));
    String query = query(marked);
    byte[] body = body(marked);
    return HttpRequest.newBuilder(
            address.resolve(filledPath(right) + (query.isEmpty() ? "" : "?" + query)))
        .version(HttpClient.Version.HTTP_1_1)
        .header("Content-Type", "application/json")
        .method(
            rule().getPatternCase().name(),
            body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
  }

  private String filledPath(JsonObject right) {
    return PARAMETER
        .matcher(path())
        .replaceAll(match ->
            Matcher.quoteReplacement(
                encoded(
                    match.group(1).equals(place.name())
                        ? value.text()
                        : JsonWriter.text(find(right, match.group(1))))));
  }

  private static JsonValue find(JsonObject object, String dotted) {
    JsonValue found = object;
    for (String name : dotted.split("\\.", -1)) {
      found =
          found instanceof JsonObject inner
              ? inner.members().getOrDefault(name, JsonValue.ofNull())
              : JsonValue.ofNull();
    }
    return found;
  }

  private String query(JsonObject marked) {
    var parts = new ArrayList<String>();
    for (FieldDescriptor field : method.getInputType().getFields()) {
      String name = field.getName();
      JsonValue member = marked.members().get(name);
      if (member == null
          || inPath().contains(name)
          || rule().getBody().equals("*")
          || rule().getBody().equals(name)) {
        continue;
      }
      for (JsonValue item : member instanceof JsonList list ? list.values() : List.of(member)) {
        String text = JsonWriter.text(item);
        parts.add(name + "=" + encoded(text.equals(MARK) ? value.text() : text));
      }
    }
    return String.join("&", parts);
  }

  private byte[] body(JsonObject marked) {
    String body = rule().getBody();
    if (body.isEmpty()) {
      return new byte[0];
    }
    JsonValue sent =
        body.equals("*") ? marked : marked.members().getOrDefault(body, JsonValue.ofNull());
    var bytes = new ByteArrayOutputStream();
    String[] around = JsonWriter.write(sent).split(Pattern.quote("\"" + MARK + "\""), 2);
    bytes.writeBytes(around[0].getBytes(UTF_8));
    if (around.length > 1) {
      bytes.writeBytes(value.bytes());
      bytes.writeBytes(around[1].getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
