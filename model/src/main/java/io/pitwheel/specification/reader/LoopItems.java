package io.pitwheel.specification.reader;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;

/** The items of a static loop stand in the pipeline as the text of a JSON list. */
final class LoopItems {
  private static final String EXPECTED = "the text of a JSON list";

  private LoopItems() {}

  static void requireList(String raw, DocumentPath path) {
    if (!(parsed(raw, path) instanceof JsonList)) {
      throw Refusal.of(path, JsonValue.of(raw).description(), EXPECTED);
    }
  }

  private static JsonValue parsed(String raw, DocumentPath path) {
    try {
      return JsonReader.read(raw);
    } catch (PipelinesException exception) {
      throw Refusal.of(
          path, JsonValue.of(raw).description() + ", " + exception.getMessage(), EXPECTED);
    }
  }
}
