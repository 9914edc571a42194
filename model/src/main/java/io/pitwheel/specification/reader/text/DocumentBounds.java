package io.pitwheel.specification.reader.text;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.ArrayDeque;

/**
 * Refuses a document that later steps could not walk or store: nested too deeply (they recurse), or
 * with a text that is no Unicode (protobuf and SQL cannot keep it). Does not recurse itself.
 */
public final class DocumentBounds {
  private DocumentBounds() {}

  private record Visit(JsonValue value, DocumentPath path, int depth) {}

  public static void check(JsonObject document) {
    var open = new ArrayDeque<Visit>();
    open.push(new Visit(document, DocumentPath.TOP, 0));
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      if (visit.depth() > JsonReader.MAX_NESTING_DEPTH) {
        throw tooDeep(visit.path());
      }
      open(visit, open);
    }
  }

  static PipelinesException tooDeep(DocumentPath path) {
    String whole = path.text();
    // The path of a place that deep is as long as the attack; its beginning is enough.
    String beginning = whole.length() > 200 ? whole.substring(0, 200) + "…" : whole;
    return Refusal.of(
        beginning,
        "values nested more than " + JsonReader.MAX_NESTING_DEPTH + " deep",
        "at most that many");
  }

  private static void open(Visit visit, ArrayDeque<Visit> open) {
    int depth = visit.depth() + 1;
    switch (visit.value()) {
      case JsonText text -> requireUnicode(text.value(), visit.path());
      case JsonList list -> {
        int position = 0;
        for (JsonValue element : list.values()) {
          open.push(new Visit(element, visit.path().index(position++), depth));
        }
      }
      case JsonObject object ->
          object
              .members()
              .forEach((key, value) -> {
                requireUnicode(key, visit.path());
                open.push(new Visit(value, visit.path().field(key), depth));
              });
      case JsonValue.JsonNull _,
          JsonValue.JsonBoolean _,
          JsonValue.JsonNumber _,
          JsonValue.JsonSpilled _ -> {}
    }
  }

  /** Pairs are one code point; what is left of this kind is half of one. */
  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static void requireUnicode(String text, DocumentPath path) {
    if (text.codePoints().anyMatch(DocumentBounds::isSurrogate)) {
      throw Refusal.of(path, "a text with half a surrogate pair", "Unicode text");
    }
  }
}
