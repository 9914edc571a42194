package io.pitwheel.value;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.pitwheel.failure.PipelinesException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads one JSON text. Refuses repeated keys, numbers that are not finite, and trailing text. */
public final class JsonReader {
  /** Deeper nesting is an attack, not a value. */
  public static final int MAX_NESTING_DEPTH = 200;

  /**
   * More values than any pipeline has; a bound on memory, since one byte of text can be a value.
   */
  public static final long MAX_TOKENS = 8_000_000;

  /** Turning digits into a number takes time that grows faster than they do. */
  static final int MAX_NUMBER_LENGTH = 1_000;

  /** Of a member of an object. */
  static final int MAX_NAME_LENGTH = 50_000;

  private static final String FINITE = "a finite number";
  private static final JsonFactory FACTORY = factory(MAX_TOKENS);

  /** For who holds no value in memory. */
  private static final JsonFactory UNCOUNTED = factory(Long.MAX_VALUE);

  private JsonReader() {}

  private static JsonFactory factory(long maxTokens) {
    return JsonFactory.builder()
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        // Python writes NaN: read, it is refused with its place.
        .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(MAX_NESTING_DEPTH)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxNameLength(MAX_NAME_LENGTH)
                .maxTokenCount(maxTokens)
                .build())
        .build();
  }

  /**
   * @throws PipelinesException INVALID_ARGUMENT with line and column when the text is not one JSON
   *     value
   */
  public static JsonValue read(String text) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return readWhole(parser);
    } catch (JacksonException exception) {
      throw JsonProblem.of(exception);
    } catch (IOException exception) {
      throw new IllegalStateException("a text in memory cannot be read", exception);
    }
  }

  /**
   * The same of UTF-8 from a stream, which is not held as a text.
   *
   * @throws PipelinesException INVALID_ARGUMENT with line and column when it is not one JSON value
   * @throws IOException when the stream cannot be read
   */
  public static JsonValue read(InputStream stream) throws IOException {
    try (JsonParser parser = FACTORY.createParser(stream)) {
      return readWhole(parser);
    } catch (JacksonException exception) {
      throw JsonProblem.of(exception);
    }
  }

  /**
   * The same of a list only up to a number of values; what follows is not looked at.
   *
   * @param limit values of the list at most
   * @throws PipelinesException INVALID_ARGUMENT with line and column when what is read is not JSON
   * @throws IOException when the stream cannot be read
   */
  public static JsonValue readStart(InputStream stream, int limit) throws IOException {
    try (JsonParser parser = FACTORY.createParser(stream)) {
      JsonToken token = parser.nextToken();
      if (token != JsonToken.START_ARRAY) {
        JsonValue value = readValue(parser, token);
        requireEnd(parser);
        return value;
      }
      var values = new ArrayList<JsonValue>();
      while (values.size() < limit) {
        token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
          requireEnd(parser);
          break;
        }
        values.add(readValue(parser, token));
      }
      return new JsonValue.JsonList(values);
    } catch (JacksonException exception) {
      throw JsonProblem.of(exception);
    }
  }

  private static JsonValue readWhole(JsonParser parser) throws IOException {
    JsonValue value = readValue(parser, parser.nextToken());
    requireEnd(parser);
    return value;
  }

  /** A parser without a bound on the number of values. */
  static JsonParser open(InputStream stream) throws IOException {
    return UNCOUNTED.createParser(stream);
  }

  static void requireEnd(JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw refused("something after the value", parser);
    }
  }

  static JsonValue readValue(JsonParser parser, @Nullable JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NULL -> JsonValue.ofNull();
      case VALUE_TRUE -> JsonValue.of(true);
      case VALUE_FALSE -> JsonValue.of(false);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> readNumber(parser);
      case VALUE_STRING -> JsonValue.of(parser.getText());
      case START_ARRAY -> readList(parser);
      case START_OBJECT -> readObject(parser);
      case null, default -> throw refused("no value", parser);
    };
  }

  private static JsonValue readNumber(JsonParser parser) throws IOException {
    double number = parser.getDoubleValue();
    if (!Double.isFinite(number)) {
      throw JsonProblem.refused(
          "the number " + parser.getText(), parser.currentLocation(), FINITE, place(parser), null);
    }
    return JsonValue.of(number);
  }

  /** Such as {@code artifacts.model.artifacts.0}. */
  private static String place(JsonParser parser) {
    String pointer = parser.getParsingContext().pathAsPointer().toString();
    return pointer.isEmpty() ? "" : pointer.substring(1).replace('/', '.');
  }

  private static JsonValue readList(JsonParser parser) throws IOException {
    var values = new ArrayList<JsonValue>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      values.add(readValue(parser, token));
    }
    return new JsonValue.JsonList(values);
  }

  private static JsonValue readObject(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      members.put(key, readValue(parser, parser.nextToken()));
    }
    return new JsonValue.JsonObject(members);
  }

  private static PipelinesException refused(String problem, JsonParser parser) {
    return JsonProblem.refused(problem, parser.currentLocation(), JsonProblem.ONE_VALUE, null);
  }
}
