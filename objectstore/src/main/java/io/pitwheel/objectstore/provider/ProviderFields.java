package io.pitwheel.objectstore.provider;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of one provider for one location, as an admin wrote them.
 *
 * @param place where they stand, such as {@code providers.gs.default}, for messages
 */
public record ProviderFields(String place, JsonObject object) {
  private static final Set<String> KNOWN =
      Set.of(
          "endpoint",
          "region",
          "disableSSL",
          "forcePathStyle",
          "maxRetries",
          "credentials",
          "bucketName",
          "keyPrefix");
  private static final int MAX_RETRIES = 20;

  /** Nothing said. */
  static ProviderFields none(String place) {
    return new ProviderFields(place, JsonObject.EMPTY);
  }

  /** Refuses what has no meaning here, so that a slip of the pen is not silently left out. */
  void requireKnown() {
    for (String name : object.members().keySet()) {
      if (!KNOWN.contains(name)) {
        throw refused(name, "an unknown key", String.join(", ", KNOWN.stream().sorted().toList()));
      }
    }
  }

  /** The same, and what another says in its place. */
  ProviderFields with(ProviderFields override) {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.putAll(override.object.members());
    return new ProviderFields(override.place, new JsonObject(members));
  }

  /** All that is no secret and names none. */
  JsonObject withoutCredentials() {
    Map<String, JsonValue> members = new LinkedHashMap<>(object.members());
    members.remove("credentials");
    return new JsonObject(members);
  }

  /** Empty when nothing is said. */
  public Optional<String> text(String name) {
    return switch (member(name)) {
      case JsonText(String text) when !text.isBlank() -> Optional.of(text.strip());
      case JsonText _, JsonNull _ -> Optional.empty();
      case JsonValue other -> throw refused(name, other.description(), "a text");
    };
  }

  public Optional<Boolean> flag(String name) {
    return switch (member(name)) {
      case JsonBoolean(boolean flag) -> Optional.of(flag);
      case JsonText(String text) when text.equals("true") || text.equals("false") ->
          Optional.of(Boolean.parseBoolean(text));
      case JsonNull _ -> Optional.empty();
      case JsonValue other -> throw refused(name, other.description(), "true or false");
    };
  }

  public Optional<Integer> retries() {
    return switch (member("maxRetries")) {
      case JsonNumber(double value)
          when value >= 0 && value <= MAX_RETRIES && value == Math.rint(value) ->
          Optional.of((int) value);
      case JsonNull _ -> Optional.empty();
      case JsonValue other ->
          throw refused(
              "maxRetries", other.description(), "a whole number from 0 to " + MAX_RETRIES);
    };
  }

  /** The names of a secret and of its keys; empty when credentials come from the environment. */
  public Map<String, String> secretReference() {
    JsonObject credentials = inner("credentials", object);
    var names = new HashMap<String, String>();
    inner("secretRef", credentials)
        .members()
        .forEach((name, value) -> {
          if (!(value instanceof JsonText(String text))) {
            throw refused("credentials.secretRef." + name, value.description(), "a text");
          }
          names.put(name, text);
        });
    return Map.copyOf(names);
  }

  /** A refusal of one of them. */
  public PipelinesException refused(String name, String found, String expected) {
    return PipelinesException.invalid(
        "objectStore.providersFile",
        "reading objectStore.providersFile, %s.%s: %s (expected: %s)"
            .formatted(place, name, found, expected));
  }

  private JsonObject inner(String name, JsonObject parent) {
    return switch (parent.members().getOrDefault(name, JsonValue.ofNull())) {
      case JsonObject found -> found;
      case JsonNull _ -> JsonObject.EMPTY;
      case JsonValue other -> throw refused(name, other.description(), "an object");
    };
  }

  private JsonValue member(String name) {
    return object.members().getOrDefault(name, JsonValue.ofNull());
  }
}
