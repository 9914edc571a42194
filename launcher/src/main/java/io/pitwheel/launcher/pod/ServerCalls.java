package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.bucket.Patience;
import io.pitwheel.launcher.bucket.TransientException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Calls of the server's service for launchers, with the token of the run. */
final class ServerCalls {
  private static final String SERVICE = "/apis/v2beta1/launches:";

  /** How many characters of a stranger's page a message shows. */
  private static final int SHOWN = 300;

  private final String address;
  private final RunToken token;
  private final Patience patience;

  /**
   * @param address such as {@code http://10.98.0.254:8888}
   */
  ServerCalls(String address, RunToken token, Patience patience) {
    this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    this.token = token;
    this.patience = patience;
  }

  /** The same calls with another patience. */
  ServerCalls with(Patience other) {
    return new ServerCalls(address, token, other);
  }

  Patience patience() {
    return patience;
  }

  /**
   * @param method such as {@code begin}
   * @param tried for messages
   * @throws PipelinesException with the code and the words of the server when it refuses
   */
  JsonObject call(String method, String tried, JsonObject request) {
    return patience.until(tried, () -> attempt(method, tried, request));
  }

  /**
   * The same, tried once.
   *
   * @throws IOException when another try may succeed
   */
  JsonObject attempt(String method, String tried, JsonObject request) throws IOException {
    String url = address + SERVICE + method;
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + token.read(), "Content-Type", "application/json");
    try (HttpAnswer answer = PlainHttp.DIRECT.send("POST", url, headers, new Text(request))) {
      if (!answer.isGood()) {
        throw refusal(tried, answer);
      }
      return read(url, answer.text());
    }
  }

  private static JsonObject read(String url, String text) throws IOException {
    try {
      if (JsonReader.read(text) instanceof JsonObject object) {
        return object;
      }
    } catch (PipelinesException exception) {
      throw notOurs(url, exception.getMessage());
    }
    throw notOurs(url, "it is no object");
  }

  // Something between us may answer in the server's place while that is away.
  private static IOException notOurs(String url, @org.jspecify.annotations.Nullable String why) {
    return TransientException.away("%s answers no JSON: %s".formatted(url, why));
  }

  /** What the server's error means; thrown as what may pass when it may. */
  private static PipelinesException refusal(String tried, HttpAnswer answer) throws IOException {
    String text = answer.text();
    if (answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      // Java's client hands out no body with this status, so that nobody's code is seen.
      throw TransientException.refused(
          ErrorCode.UNAUTHENTICATED, "the server answers 401 UNAUTHENTICATED: " + text);
    }
    JsonObject error = errorIn(text);
    ErrorCode code = codeIn(error).orElse(null);
    if (code == null) {
      // The server gives a code with every error: somebody between us answers in its place.
      throw TransientException.away(
          "in the server's place somebody answers %d, without a code of the server's: %s"
              .formatted(answer.status(), text.substring(0, Math.min(text.length(), SHOWN))));
    }
    String words =
        error.members().get("message") instanceof JsonText(String message) ? message : text;
    String said = "the server answers %d %s: %s".formatted(answer.status(), code, words);
    if (answer.isTransient()) {
      throw TransientException.away(said);
    }
    return new PipelinesException(code, tried + ": " + said);
  }

  private static JsonObject errorIn(String text) {
    try {
      return JsonReader.read(text) instanceof JsonObject object ? object : JsonObject.EMPTY;
    } catch (PipelinesException _) {
      // Then it has no code.
      return JsonObject.EMPTY;
    }
  }

  private static Optional<ErrorCode> codeIn(JsonObject error) {
    JsonValue number = error.members().get("code");
    return Arrays.stream(ErrorCode.values())
        .filter(code -> number instanceof JsonNumber(double value) && (int) value == code.number())
        .findFirst();
  }

  /** A request's text. */
  private static final class Text implements PlainHttp.Body {
    private final byte[] bytes;

    Text(JsonObject request) {
      bytes = JsonWriter.write(request).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public void writeTo(OutputStream target) throws IOException {
      target.write(bytes);
    }
  }
}
