package io.pitwheel.driver.cache;

import io.pitwheel.systemlog.ShownValues;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.EarlierTask;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says what kept a task from using the outputs of an earlier one: the first input that differs. */
public final class CacheMiss {
  /** Characters shown of a long text, around the first one that differs. */
  private static final int WINDOW = 80;

  private final JsonObject here;
  private final JsonObject there;
  private final ShownValues shown;

  private CacheMiss(JsonObject here, JsonObject there) {
    this.here = here;
    this.there = there;
    this.shown =
        new ShownValues(List.of())
            .withSecretsOf(members(here, "inputParameters"))
            .withSecretsOf(members(there, "inputParameters"))
            .withSecretsOf(members(here, "environment"))
            .withSecretsOf(members(there, "environment"));
  }

  /** What is shown of two things, and what they are called. */
  public record Difference(String what, String here, String there) {}

  /**
   * A sentence with what differs and both values, cut and without secrets.
   *
   * @param earlier of the same place in the same pipeline
   */
  public static String explain(CacheFingerprint wanted, EarlierTask earlier) {
    String task = "task %s of run %s".formatted(earlier.taskId(), earlier.runId());
    if (!wanted.algorithm().equals(earlier.fingerprint().algorithm())) {
      return "not cached: %s was fingerprinted by %s, this one by %s"
          .formatted(task, earlier.fingerprint().algorithm(), wanted.algorithm());
    }
    if (JsonReader.read(wanted.explanation()) instanceof JsonObject here
        && JsonReader.read(earlier.fingerprint().explanation()) instanceof JsonObject there) {
      return new CacheMiss(here, there)
          .first()
          .map(found ->
              "not cached: %s differs from %s: %s here, %s there"
                  .formatted(found.what(), task, found.here(), found.there()))
          .orElse("not cached: %s is equal, but cannot be used".formatted(task));
    }
    return "not cached: differs from " + task;
  }

  /** What differs first and both values, cut and without secrets; empty when nothing does. */
  public static Optional<Difference> difference(CacheFingerprint here, CacheFingerprint there) {
    if (JsonReader.read(here.explanation()) instanceof JsonObject mine
        && JsonReader.read(there.explanation()) instanceof JsonObject other) {
      return new CacheMiss(mine, other).first();
    }
    throw new IllegalStateException("a fingerprint that was made of no object");
  }

  /** In the order in which users change things. */
  private Optional<Difference> first() {
    return member("inputParameters", "input parameter")
        .or(() -> member("inputArtifacts", "input artifact"))
        .or(() -> whole("image", "the image"))
        .or(this::command)
        .or(() -> member("environment", "environment variable"))
        .or(() -> whole("claims", "the volumes"))
        .or(() -> member("outputParameters", "the type of output parameter"))
        .or(() -> member("outputArtifacts", "the type of output artifact"))
        .or(() -> whole("component", "the component's name"))
        .or(() -> whole("cacheKey", "the cache key"))
        .or(() -> whole("pipelineName", "the pipeline's name"));
  }

  private Optional<Difference> member(String group, String label) {
    Map<String, JsonValue> mine = members(here, group);
    Map<String, JsonValue> other = members(there, group);
    var names = new TreeSet<>(mine.keySet());
    names.addAll(other.keySet());
    return names.stream()
        .filter(name -> differ(mine.get(name), other.get(name)))
        .findFirst()
        .map(name -> difference(label + " " + name, name, mine.get(name), other.get(name)));
  }

  private Optional<Difference> whole(String name, String label) {
    JsonValue mine = here.members().get(name);
    JsonValue other = there.members().get(name);
    return differ(mine, other) ? Optional.of(difference(label, "", mine, other)) : Optional.empty();
  }

  private Optional<Difference> command() {
    List<JsonValue> mine = elements(here);
    List<JsonValue> other = elements(there);
    for (int index = 0; index < Math.max(mine.size(), other.size()); index++) {
      JsonValue left = index < mine.size() ? mine.get(index) : null;
      JsonValue right = index < other.size() ? other.get(index) : null;
      if (differ(left, right)) {
        return Optional.of(
            difference("word %d of the command".formatted(index + 1), "", left, right));
      }
    }
    // One was given by a cache key, the other by its command.
    return here.members().containsKey("command") == there.members().containsKey("command")
        ? Optional.empty()
        : Optional.of(new Difference("the way of caching", way(here), way(there)));
  }

  private static String way(JsonObject content) {
    return content.members().containsKey("command") ? "by inputs and command" : "by a cache key";
  }

  private Difference difference(
      String what, String name, @Nullable JsonValue mine, @Nullable JsonValue other) {
    boolean isSecret = ShownValues.isSecretName(name);
    String left = isSecret ? ShownValues.MASK : text(mine);
    String right = isSecret ? ShownValues.MASK : text(other);
    int from = Math.max(0, firstDifference(left, right) - WINDOW / 4);
    return new Difference(
        what, mine == null ? "none" : cut(left, from), other == null ? "none" : cut(right, from));
  }

  private String text(@Nullable JsonValue value) {
    return value == null ? "" : shown.text(JsonWriter.write(value));
  }

  private static int firstDifference(String left, String right) {
    int index = 0;
    while (index < Math.min(left.length(), right.length())
        && left.charAt(index) == right.charAt(index)) {
      index++;
    }
    return index;
  }

  private static String cut(String text, int from) {
    if (text.length() <= WINDOW) {
      return text;
    }
    int begin = Math.min(from, text.length() - WINDOW / 2);
    int end = Math.min(text.length(), begin + WINDOW);
    return (begin > 0 ? "…" : "") + text.substring(begin, end) + (end < text.length() ? "…" : "");
  }

  private static boolean differ(@Nullable JsonValue mine, @Nullable JsonValue other) {
    return mine == null ? other != null : !mine.equals(other);
  }

  private static Map<String, JsonValue> members(JsonObject content, String group) {
    return content.members().get(group) instanceof JsonObject object ? object.members() : Map.of();
  }

  private static List<JsonValue> elements(JsonObject content) {
    return content.members().get("command") instanceof JsonList list ? list.values() : List.of();
  }
}
