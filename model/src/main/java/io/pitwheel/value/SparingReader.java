package io.pitwheel.value;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads values of any length in bounded memory: what is too large for a row is checked and written
 * compactly to an {@link Overflow} while it is read, however many values it is made of.
 */
public final class SparingReader {
  /** What is not spared, and what is too small to be, is held; this much of it. */
  private static final int MAX_HELD_CHARACTERS = 32 * 1024 * 1024;

  private final Overflow overflow;
  private long held;

  public SparingReader(Overflow overflow) {
    this.overflow = overflow;
  }

  /**
   * One JSON value that a stream holds.
   *
   * @param name of the value, for the overflow
   * @throws PipelinesException INVALID_ARGUMENT with line and column when it is not one JSON value,
   *     and for a value of more than {@link LargeValues#MAX_BYTES}
   */
  public JsonValue readValue(InputStream stream, String name) throws IOException {
    try (JsonParser parser = JsonReader.open(stream)) {
      JsonValue value = spare(parser, parser.nextToken(), name);
      JsonReader.requireEnd(parser);
      return value;
    } catch (JacksonException exception) {
      throw JsonProblem.of(exception);
    }
  }

  /**
   * One JSON value, held in memory but for members of members.
   *
   * @param spared names of the members of the top whose own members may be large; names in the
   *     overflow are those of these
   * @throws PipelinesException INVALID_ARGUMENT with line and column when it is not one JSON value
   */
  public JsonValue readDocument(InputStream stream, Set<String> spared) throws IOException {
    try (JsonParser parser = JsonReader.open(stream)) {
      JsonToken token = parser.nextToken();
      JsonValue value =
          token == JsonToken.START_OBJECT
              ? readTop(parser, spared)
              : JsonReader.readValue(parser, token);
      JsonReader.requireEnd(parser);
      return value;
    } catch (JacksonException exception) {
      throw JsonProblem.of(exception);
    }
  }

  /** A text in UTF-8; throws {@link java.nio.charset.CharacterCodingException} for another. */
  public JsonValue readText(InputStream stream, String name) throws IOException {
    var spill = new SpillStream(name, overflow);
    try (spill) {
      Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder());
      Writer writer = new OutputStreamWriter(spill, StandardCharsets.UTF_8);
      reader.transferTo(writer);
      writer.flush();
    }
    return spill.isSpilled() ? spill.spilled(Form.TEXT) : JsonValue.of(spill.text());
  }

  private JsonObject readTop(JsonParser parser, Set<String> spared) throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      JsonToken token = parser.nextToken();
      members.put(
          key,
          token == JsonToken.START_OBJECT && spared.contains(key)
              ? readSpared(parser)
              : hold(parser, token));
    }
    return new JsonObject(members);
  }

  private JsonObject readSpared(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, JsonValue>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      members.put(key, spare(parser, parser.nextToken(), key));
    }
    return new JsonObject(members);
  }

  private JsonValue spare(JsonParser parser, @Nullable JsonToken token, String name)
      throws IOException {
    Form form =
        switch (token) {
          case START_ARRAY -> Form.LIST;
          case START_OBJECT -> Form.OBJECT;
          case VALUE_STRING -> Form.TEXT;
          case null, default -> null;
        };
    if (form == null) {
      return JsonReader.readValue(parser, token);
    }
    var spill = new SpillStream(name, overflow);
    try (spill) {
      Writer writer = new BufferedWriter(new OutputStreamWriter(spill, StandardCharsets.UTF_8));
      if (form == Form.TEXT) {
        parser.getText(writer);
      } else {
        copy(parser, writer);
      }
      writer.flush();
    }
    if (spill.isSpilled()) {
      return spill.spilled(form);
    }
    String text = spill.text();
    count(text.length());
    return form == Form.TEXT ? JsonValue.of(text) : JsonReader.read(text);
  }

  private JsonValue hold(JsonParser parser, @Nullable JsonToken token) throws IOException {
    if (token == null || !token.isStructStart()) {
      return JsonReader.readValue(parser, token);
    }
    var writer = new HeldWriter();
    copy(parser, writer);
    return JsonReader.read(writer.toString());
  }

  /** Counts while it takes, so that nothing endless is held. */
  private final class HeldWriter extends StringWriter {
    @Override
    public void write(int character) {
      count(1);
      super.write(character);
    }

    @Override
    public void write(String text) {
      count(text.length());
      super.write(text);
    }

    @Override
    public void write(char[] text, int offset, int length) {
      count(length);
      super.write(text, offset, length);
    }
  }

  private void count(int characters) {
    held += characters;
    if (held > MAX_HELD_CHARACTERS) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading JSON: more than %d characters beside large parameters (expected: at most that many)"
              .formatted(MAX_HELD_CHARACTERS));
    }
  }

  /** Writes the list or object that has just begun, to its end. */
  private static void copy(JsonParser parser, Writer writer) throws IOException {
    int depth = 0;
    boolean isFirst = true;
    JsonToken token = parser.currentToken();
    while (true) {
      boolean isEnd = token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT;
      if (!isFirst && !isEnd) {
        writer.write(',');
      }
      switch (token) {
        case START_ARRAY, START_OBJECT -> {
          writer.write(token.asCharArray());
          depth++;
        }
        case END_ARRAY, END_OBJECT -> {
          writer.write(token.asCharArray());
          depth--;
        }
        case FIELD_NAME -> {
          writer.write(JsonWriter.write(JsonValue.of(parser.currentName())));
          writer.write(':');
        }
        case null, default -> writer.write(JsonWriter.write(JsonReader.readValue(parser, token)));
      }
      if (depth == 0) {
        return;
      }
      isFirst =
          token == JsonToken.START_ARRAY
              || token == JsonToken.START_OBJECT
              || token == JsonToken.FIELD_NAME;
      token = parser.nextToken();
    }
  }
}
