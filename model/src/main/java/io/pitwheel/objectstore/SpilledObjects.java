package io.pitwheel.objectstore;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.LargeValues;
import io.pitwheel.value.TextDigest;
import io.pitwheel.value.TextSize;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Large values as objects of an object store. */
public final class SpilledObjects implements LargeValues {
  private final Function<String, InputStream> reader;
  private final BiConsumer<String, byte[]> writer;

  private SpilledObjects(Function<String, InputStream> reader, BiConsumer<String, byte[]> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  public SpilledObjects(ObjectStore objects) {
    this(
        location -> objects.read(location, ByteRange.ALL),
        (location, bytes) -> objects.write(location, new ByteArrayInputStream(bytes)));
  }

  /**
   * Those of an object store to which nothing is added: what is to be kept stays in memory, and
   * what stands for it is what it would be.
   */
  public static SpilledObjects unwritten(ObjectStore objects) {
    var unwritten = new ConcurrentHashMap<String, byte[]>();
    return new SpilledObjects(
        location -> {
          byte[] bytes = unwritten.get(location);
          return bytes == null
              ? objects.read(location, ByteRange.ALL)
              : new ByteArrayInputStream(bytes);
        },
        unwritten::put);
  }

  @Override
  public JsonValue load(JsonSpilled spilled) {
    return read(
        spilled,
        stream ->
            spilled.form() == Form.TEXT
                ? JsonValue.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8))
                : JsonReader.read(stream),
        Integer.MAX_VALUE);
  }

  @Override
  public JsonValue loadStart(JsonSpilled spilled, int limit) {
    return read(spilled, stream -> JsonReader.readStart(stream, limit), limit);
  }

  /** How the bytes of an object become a value. */
  private interface Reading {
    JsonValue of(InputStream stream) throws IOException;
  }

  private JsonValue read(JsonSpilled spilled, Reading reading, int limit) {
    MessageDigest digest = TextDigest.sha256();
    JsonValue value;
    try (InputStream stream =
        new DigestInputStream(new BufferedInputStream(reader.apply(spilled.location())), digest)) {
      value = reading.of(stream);
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.UNAVAILABLE,
          "loading a large value at %s: %s".formatted(spilled.location(), exception.getMessage()),
          exception);
    }
    boolean isCut = value instanceof JsonList list && list.values().size() == limit;
    if (!isCut && !hex(digest.digest()).equals(spilled.digest())) {
      throw refused(
          "loading %s: the object was changed (expected: digest %s)"
              .formatted(spilled.description(), spilled.digest()));
    }
    return value;
  }

  @Override
  public JsonValue keep(JsonValue value, Supplier<String> location) {
    Form form =
        switch (value) {
          case JsonText _ -> Form.TEXT;
          case JsonList _ -> Form.LIST;
          case JsonObject _ -> Form.OBJECT;
          default -> null;
        };
    if (form == null
        || LargeValues.hasSpilled(value)
        || TextSize.fits(value, LargeValues.MAX_INLINE_BYTES)) {
      return value;
    }
    byte[] text = JsonWriter.text(value).getBytes(StandardCharsets.UTF_8);
    if (text.length > LargeValues.MAX_BYTES) {
      throw refused(
          "keeping a %s of %d bytes (expected: at most %d; pass what is larger as an artifact)"
              .formatted(value.kind(), text.length, LargeValues.MAX_BYTES));
    }
    String place = location.get();
    writer.accept(place, text);
    return new JsonSpilled(form, place, text.length, hex(TextDigest.sha256().digest(text)));
  }

  private static PipelinesException refused(String message) {
    return new PipelinesException(ErrorCode.FAILED_PRECONDITION, message);
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
