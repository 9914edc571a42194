package io.pitwheel.specification.reader.text;

import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;

/**
 * Makes one document's value from the events of the YAML parser. Depth and total size are bounded,
 * and an alias costs as much as what it stands for, so a few lines cannot become gigabytes.
 */
final class YamlComposer {
  /** Characters, plus {@link #VALUE_COST} for each value, that one document may expand to. */
  static final long MAX_EXPANDED_SIZE = 64L * 1024 * 1024;

  private static final int VALUE_COST = 16;
  private static final String MERGE_KEY = "<<";
  private static final Set<String> COLLECTION_TAGS =
      Set.of("!", Tag.MAP.getValue(), Tag.SEQ.getValue());

  private final Parser parser;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private long size;

  private record Anchored(JsonValue value, long size) {}

  YamlComposer(Parser parser) {
    this.parser = parser;
  }

  /** The value that the next events make. */
  JsonValue next() {
    return value(parser.getEvent(), DocumentPath.TOP, 0);
  }

  private JsonValue value(Event event, DocumentPath path, int depth) {
    if (event instanceof AliasEvent alias) {
      return aliased(alias, path);
    }
    if (depth > JsonReader.MAX_NESTING_DEPTH) {
      throw DocumentBounds.tooDeep(path);
    }
    long before = size;
    JsonValue value =
        switch (event.getEventId()) {
          case Scalar -> scalar((ScalarEvent) event, path);
          case SequenceStart -> list((CollectionStartEvent) event, path, depth);
          case MappingStart -> object((CollectionStartEvent) event, path, depth);
          default ->
              throw Refusal.of(path, "the YAML event " + event.getEventId(), "a value or an alias");
        };
    // Kept only when whole: an alias to an enclosing value is an unknown one.
    @Nullable String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, new Anchored(value, size - before));
    }
    return value;
  }

  private JsonValue aliased(AliasEvent alias, DocumentPath path) {
    Anchored anchored = anchors.get(alias.getAnchor());
    if (anchored == null) {
      throw Refusal.of(path, "the alias *" + alias.getAnchor(), "an anchor that ended before it");
    }
    spend(anchored.size(), path);
    return anchored.value();
  }

  private JsonValue scalar(ScalarEvent scalar, DocumentPath path) {
    spend(VALUE_COST + (long) scalar.getValue().length(), path);
    return YamlScalars.read(scalar, path);
  }

  private JsonList list(CollectionStartEvent start, DocumentPath path, int depth) {
    enter(start, path);
    var values = new ArrayList<JsonValue>();
    while (!parser.checkEvent(Event.ID.SequenceEnd)) {
      values.add(value(parser.getEvent(), path.index(values.size()), depth + 1));
    }
    parser.getEvent();
    return new JsonList(values);
  }

  private JsonObject object(CollectionStartEvent start, DocumentPath path, int depth) {
    enter(start, path);
    var members = new LinkedHashMap<String, JsonValue>();
    var merged = new ArrayList<JsonObject>();
    while (!parser.checkEvent(Event.ID.MappingEnd)) {
      Event keyEvent = parser.getEvent();
      String key = key(keyEvent, path);
      JsonValue value = value(parser.getEvent(), path.field(key), depth + 1);
      if (key.equals(MERGE_KEY) && keyEvent instanceof ScalarEvent scalar && scalar.isPlain()) {
        merged.addAll(objectsToMerge(value, path.field(key)));
      } else if (members.put(key, value) != null) {
        throw Refusal.of(path.field(key), "the key stands twice", "each key once");
      }
    }
    parser.getEvent();
    // Written keys win over merged ones, and an earlier merge over a later one.
    merged.forEach(source -> source.members().forEach(members::putIfAbsent));
    return new JsonObject(members);
  }

  private String key(Event event, DocumentPath path) {
    if (event instanceof ScalarEvent scalar) {
      scalar(scalar, path);
      return scalar.getValue();
    }
    if (event instanceof AliasEvent alias && aliased(alias, path) instanceof JsonText text) {
      return text.value();
    }
    throw Refusal.of(path, "a key that is not a text", "texts as keys");
  }

  private List<JsonObject> objectsToMerge(JsonValue value, DocumentPath path) {
    List<JsonValue> sources = value instanceof JsonList list ? list.values() : List.of(value);
    var objects = new ArrayList<JsonObject>();
    for (JsonValue source : sources) {
      if (!(source instanceof JsonObject object)) {
        throw Refusal.of(path, source.description(), "an object, or a list of objects, to merge");
      }
      spend(VALUE_COST * (long) object.members().size(), path);
      objects.add(object);
    }
    return objects;
  }

  private void enter(CollectionStartEvent start, DocumentPath path) {
    spend(VALUE_COST, path);
    @Nullable String tag = start.getTag();
    if (tag != null && !COLLECTION_TAGS.contains(tag)) {
      throw Refusal.of(path, "the YAML tag " + tag, "a value without a tag");
    }
  }

  private void spend(long cost, DocumentPath path) {
    size += cost;
    if (size > MAX_EXPANDED_SIZE) {
      throw Refusal.of(
          path,
          "the document expands to more than " + MAX_EXPANDED_SIZE + " characters",
          "at most that many, aliases included");
    }
  }
}
