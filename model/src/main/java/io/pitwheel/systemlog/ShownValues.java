package io.pitwheel.systemlog;

import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What of a value may be shown to whoever reads a log: nothing that its name or its origin makes a
 * secret, and of a long one the beginning. A secret is masked wherever it stands, also inside other
 * texts, unless it is so short that it could stand there by chance.
 */
public final class ShownValues {
  public static final String MASK = "***";

  /** Characters of one text, or elements of one list, that are shown. */
  public static final int MAX_LENGTH = 256;

  private static final int MAX_ELEMENTS = 16;
  private static final int MAX_DEPTH = 8;
  private static final int LEAST_INSIDE_OTHERS = 4;
  private static final List<String> SECRET_WORDS =
      List.of("password", "secret", "token", "key", "credential");

  private final List<String> secrets;

  /**
   * @param secrets texts that are masked under every name
   */
  public ShownValues(Collection<String> secrets) {
    var sorted = new TreeSet<String>((first, second) -> compareLongestFirst(first, second));
    secrets.stream().filter(secret -> !secret.isEmpty()).forEach(sorted::add);
    this.secrets = List.copyOf(sorted);
  }

  /** Also masks what stands under secret names among the given parameters. */
  public ShownValues withSecretsOf(Map<String, JsonValue> parameters) {
    var more = new TreeSet<String>(secrets);
    parameters.forEach((name, value) -> addSecrets(more, isSecretName(name), value));
    return more.size() == secrets.size() ? this : new ShownValues(more);
  }

  /** Whether values under a name are secrets. */
  public static boolean isSecretName(String name) {
    String lowered = name.toLowerCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(lowered::contains);
  }

  /** The value as it may be shown under a name. */
  public JsonValue named(String name, JsonValue value) {
    boolean isHidden = isSecretName(name) && !(value instanceof JsonNull);
    return isHidden ? JsonValue.of(MASK) : shown(value, 0);
  }

  /** A text as it may be shown, in full length. */
  public String text(String text) {
    if (secrets.isEmpty()) {
      return text;
    }
    String masked = text;
    for (String secret : secrets) {
      if (masked.equals(secret)) {
        return MASK;
      }
      if (secret.length() >= LEAST_INSIDE_OTHERS) {
        masked = masked.replace(secret, MASK);
      }
    }
    return masked;
  }

  /** A text as it may be shown, cut. */
  public String cut(String text) {
    String masked = text(text);
    return masked.length() <= MAX_LENGTH
        ? masked
        : "%s… (%d characters)".formatted(masked.substring(0, MAX_LENGTH), text.length());
  }

  /** Parameters by value, artifacts by where they are. */
  public JsonObject values(TaskValues values) {
    var parameters = new LinkedHashMap<String, JsonValue>();
    values.parameters().forEach((name, value) -> parameters.put(name, named(name, value)));
    var artifacts = new LinkedHashMap<String, JsonValue>();
    values
        .artifacts()
        .forEach((name, list) ->
            artifacts.put(
                name,
                shown(
                    JsonValue.listOf(
                        list.stream().map(artifact -> JsonValue.of(artifact.uri())).toList()),
                    0)));
    return new JsonObject(
        Map.of("parameters", new JsonObject(parameters), "artifacts", new JsonObject(artifacts)));
  }

  private JsonValue shown(JsonValue value, int depth) {
    if (depth > MAX_DEPTH) {
      return JsonValue.of("…");
    }
    return switch (value) {
      case JsonText text -> JsonValue.of(cut(text.value()));
      case JsonNumber number -> isSecret(number) ? JsonValue.of(MASK) : number;
      case JsonList list -> shownList(list, depth);
      case JsonObject object -> shownObject(object, depth);
      case JsonSpilled spilled -> JsonValue.of(spilled.description());
      case JsonNull _, JsonBoolean _ -> value;
    };
  }

  private JsonValue shownList(JsonList list, int depth) {
    var shown =
        new java.util.ArrayList<JsonValue>(
            list.values().stream()
                .limit(MAX_ELEMENTS)
                .map(element -> shown(element, depth + 1))
                .toList());
    if (list.values().size() > MAX_ELEMENTS) {
      shown.add(JsonValue.of("… (%d elements)".formatted(list.values().size())));
    }
    return JsonValue.listOf(shown);
  }

  private JsonValue shownObject(JsonObject object, int depth) {
    var shown = new LinkedHashMap<String, JsonValue>();
    object.members().entrySet().stream()
        .limit(MAX_ELEMENTS)
        .forEach(member ->
            shown.put(
                cut(member.getKey()),
                isSecretName(member.getKey())
                    ? JsonValue.of(MASK)
                    : shown(member.getValue(), depth + 1)));
    if (object.members().size() > MAX_ELEMENTS) {
      shown.put("…", JsonValue.of("(%d members)".formatted(object.members().size())));
    }
    return new JsonObject(shown);
  }

  private boolean isSecret(JsonNumber number) {
    return !secrets.isEmpty() && secrets.contains(JsonWriter.text(number));
  }

  private static void addSecrets(Collection<String> found, boolean isSecret, JsonValue value) {
    switch (value) {
      case JsonObject object ->
          object
              .members()
              .forEach((name, member) -> addSecrets(found, isSecret || isSecretName(name), member));
      case JsonList list ->
          list.values().stream()
              .limit(isSecret ? Integer.MAX_VALUE : MAX_ELEMENTS)
              .forEach(element -> addSecrets(found, isSecret, element));
      case JsonText text -> {
        // A short one would mask half of every log.
        if (isSecret && text.value().length() >= LEAST_INSIDE_OTHERS) {
          found.add(text.value());
        }
      }
      case JsonNumber _, JsonBoolean _, JsonNull _, JsonSpilled _ -> {
        // Masked under its own name only.
      }
    }
  }

  private static int compareLongestFirst(String first, String second) {
    int byLength = Integer.compare(second.length(), first.length());
    return byLength == 0 ? first.compareTo(second) : byLength;
  }
}
