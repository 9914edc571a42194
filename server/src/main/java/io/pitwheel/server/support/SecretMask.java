package io.pitwheel.server.support;

import io.pitwheel.run.Run;
import io.pitwheel.systemlog.ShownValues;
import io.pitwheel.task.Task;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Masks what a run's parameters and variables make a secret, wherever it stands, and whatever
 * stands under the name of one. Names of secrets are shown: who helps has to know which is missing.
 */
final class SecretMask {
  private static final String NAME = "name";
  private static final String VALUE = "value";

  private final ShownValues secrets;

  private SecretMask(ShownValues secrets) {
    this.secrets = secrets;
  }

  /** Knows the secrets of a run and of all its tasks. */
  static SecretMask of(Run run, List<Task> tasks) {
    var secrets =
        new ShownValues(run.creation().options().environment().values())
            .withSecretsOf(run.creation().parameters());
    for (Task task : tasks) {
      secrets =
          secrets
              .withSecretsOf(task.inputs().parameters())
              .withSecretsOf(task.outputs().parameters());
    }
    return new SecretMask(secrets);
  }

  /** A text in its full length. */
  String text(String text) {
    return secrets.text(text);
  }

  /** A value of any depth. */
  JsonValue value(JsonValue value) {
    return switch (value) {
      case JsonText(String text) -> JsonValue.of(text(text));
      case JsonList list -> JsonValue.listOf(list.values().stream().map(this::value).toList());
      case JsonObject object -> object(object);
      case JsonSpilled spilled -> JsonValue.of(spilled.description());
      case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
    };
  }

  private JsonObject object(JsonObject object) {
    var masked = new LinkedHashMap<String, JsonValue>();
    boolean isSecretPair = isSecretPair(object.members());
    object
        .members()
        .forEach((name, value) ->
            masked.put(
                name,
                isLeaf(value) && (isSecret(name) || (isSecretPair && name.equals(VALUE)))
                    ? JsonValue.of(ShownValues.MASK)
                    : value(value)));
    return new JsonObject(masked);
  }

  /** As variables of containers are written. */
  private static boolean isSecretPair(Map<String, JsonValue> members) {
    return members.get(NAME) instanceof JsonText(String name) && ShownValues.isSecretName(name);
  }

  private static boolean isSecret(String name) {
    return ShownValues.isSecretName(name) && !name.toLowerCase(Locale.ROOT).endsWith(NAME);
  }

  private static boolean isLeaf(JsonValue value) {
    return value instanceof JsonText || value instanceof JsonNumber;
  }
}
