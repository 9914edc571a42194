package io.pitwheel.specification.reader.text;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Turns text, JSON or YAML, into the documents it holds; null documents are passed over. */
public final class PipelineText {
  /** Bytes of text; KFP's limit for uploads. */
  public static final int MAX_BYTES = 32 * 1024 * 1024;

  private static final int MAX_DOCUMENTS = 100;
  private static final String EXPECTED = "YAML or JSON";

  private PipelineText() {}

  public static String decode(byte[] content) {
    requireSize(content.length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException exception) {
      throw Refusal.of(DocumentPath.TOP, "bytes that are not UTF-8", "text in UTF-8");
    }
  }

  public static List<JsonObject> documents(String text) {
    requireSize(utf8Length(text));
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (content.stripLeading().startsWith("{")) {
      try {
        return List.of(objectOf(JsonReader.read(content)));
      } catch (PipelinesException _) {
        // YAML may begin with a brace as well, and says better what is wrong in either.
        return yamlDocuments(content);
      }
    }
    return yamlDocuments(content);
  }

  private static List<JsonObject> yamlDocuments(String content) {
    try {
      return compose(content);
    } catch (MarkedYAMLException exception) {
      throw Refusal.of(place(exception.getProblemMark()), exception.getProblem(), EXPECTED);
    } catch (YAMLException exception) {
      throw Refusal.of(DocumentPath.TOP, firstLine(exception.getMessage()), EXPECTED);
    }
  }

  private static List<JsonObject> compose(String content) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_BYTES);
    Parser parser = new ParserImpl(new StreamReader(content), options);
    parser.getEvent();
    var documents = new ArrayList<JsonObject>();
    for (int i = 0; !parser.checkEvent(Event.ID.StreamEnd); i++) {
      if (i == MAX_DOCUMENTS) {
        throw Refusal.of(
            DocumentPath.TOP, "more than " + MAX_DOCUMENTS + " documents", "one or two");
      }
      parser.getEvent();
      JsonValue document = new YamlComposer(parser).next();
      parser.getEvent();
      if (!(document instanceof JsonNull)) {
        documents.add(objectOf(document));
      }
    }
    return documents;
  }

  private static JsonObject objectOf(JsonValue document) {
    if (document instanceof JsonObject object) {
      DocumentBounds.check(object);
      return object;
    }
    throw Refusal.of(DocumentPath.TOP, document.description(), "an object with schemaVersion");
  }

  private static void requireSize(long bytes) {
    if (bytes > MAX_BYTES) {
      throw Refusal.of(DocumentPath.TOP, bytes + " bytes", "at most %d bytes".formatted(MAX_BYTES));
    }
  }

  private static long utf8Length(String text) {
    // More characters than bytes are allowed: no need to look at any of them.
    return text.length() > MAX_BYTES
        ? text.length()
        : text.codePoints().mapToLong(PipelineText::utf8Length).sum();
  }

  private static long utf8Length(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  private static String place(@Nullable Mark mark) {
    return mark == null
        ? "document"
        : "line %d, column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
  }
}
