package io.pitwheel.server.settings;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.NearestNames;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads settings: the command line beats the environment, which beats the file. */
public final class SettingsReader {
  private static final String COMMAND_LINE = "the command line";
  private static final long MAX_BYTES = 1024 * 1024;

  private final Map<Setting, SettingValue> values = new EnumMap<>(Setting.class);

  private SettingsReader() {}

  /**
   * @param file YAML or JSON, one object a section; null for none
   * @param environment all variables; those that are no setting are passed over
   * @param flags by key, such as {@code server.port}
   * @throws PipelinesException INVALID_ARGUMENT for a file that cannot be read, a key that is
   *     unknown, a value of the wrong kind, and for two names of one setting that contradict each
   *     other
   */
  public static Settings read(
      @Nullable Path file, Map<String, String> environment, Map<String, String> flags) {
    var reader = new SettingsReader();
    if (file != null) {
      reader.readFile(file);
    }
    for (Setting setting : Setting.values()) {
      reader.readVariables(setting, environment);
    }
    flags.forEach((key, text) -> reader.put(key, text, COMMAND_LINE));
    return Settings.of(reader.values);
  }

  private void readFile(Path file) {
    for (JsonObject document : documentsOf(file)) {
      document
          .members()
          .forEach((section, names) -> {
            if (!(names instanceof JsonObject object)) {
              throw refused(file, section, names.description(), "an object with settings");
            }
            object
                .members()
                .forEach((name, value) ->
                    put(section + "." + name, textOf(file, section, name, value), file.toString()));
          });
    }
  }

  private static List<JsonObject> documentsOf(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused(file, "", "more than " + MAX_BYTES + " bytes", "at most that many");
      }
      return PipelineText.documents(PipelineText.decode(Files.readAllBytes(file)));
    } catch (IOException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading the settings file %s: %s (expected: a file this user can read)"
              .formatted(file, exception),
          exception);
    } catch (PipelinesException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading the settings file %s: %s".formatted(file, exception.getMessage()),
          exception.path(),
          exception);
    }
  }

  private static String textOf(Path file, String section, String name, JsonValue value) {
    return switch (value) {
      case JsonText(String text) -> text;
      case JsonNumber number -> JsonWriter.text(number);
      case JsonBoolean flag -> JsonWriter.text(flag);
      case JsonNull _, JsonList _, JsonObject _, JsonValue.JsonSpilled _ ->
          throw refused(
              file,
              section + "." + name,
              value.description(),
              Setting.ofKey(section + "." + name)
                  .map(setting -> setting.kind().expectation())
                  .orElse("no such key"));
    };
  }

  private void readVariables(Setting setting, Map<String, String> environment) {
    List<String> given =
        Stream.concat(Stream.of(setting.variable()), setting.aliases().stream())
            .filter(variable -> !environment.getOrDefault(variable, "").isEmpty())
            .toList();
    for (String variable : given) {
      SettingValue value =
          new SettingValue(
              setting.kind().normalised(environment.getOrDefault(variable, "")), variable);
      SettingValue other = values.get(setting);
      if (other != null && given.contains(other.source()) && !other.text().equals(value.text())) {
        throw PipelinesException.invalid(
            setting.key(),
            "reading the setting %s: %s is %s and %s is %s (expected: equal values, or one of them)"
                .formatted(setting.key(), other.source(), other.text(), variable, value.text()));
      }
      values.put(setting, value);
    }
  }

  private void put(String key, String text, String source) {
    Setting setting =
        Setting.ofKey(key)
            .orElseThrow(() ->
                PipelinesException.invalid(
                    key,
                    "reading the settings from %s: the unknown key %s (expected: %s)"
                        .formatted(
                            source,
                            key,
                            NearestNames.of(
                                key, Stream.of(Setting.values()).map(Setting::key).toList()))));
    values.put(setting, new SettingValue(text, source));
  }

  private static PipelinesException refused(Path file, String key, String found, String expected) {
    return PipelinesException.invalid(
        key,
        "reading the settings file %s: %s: %s (expected: %s)"
            .formatted(file, key, found, expected));
  }
}
