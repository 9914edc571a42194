package io.pitwheel.server.settings;

import io.pitwheel.failure.PipelinesException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every setting with its value and its source. Values are of their kind: that was checked. */
public final class Settings {
  private final Map<Setting, SettingValue> values;

  private Settings(Map<Setting, SettingValue> values) {
    this.values = values;
  }

  /**
   * Completes the given values with defaults.
   *
   * @throws PipelinesException INVALID_ARGUMENT, naming key, source, value and expectation, when
   *     one is not of its kind
   */
  static Settings of(Map<Setting, SettingValue> given) {
    var complete = new EnumMap<Setting, SettingValue>(Setting.class);
    for (Setting setting : Setting.values()) {
      var standard = new SettingValue(setting.defaultText(), "default");
      complete.put(setting, given.getOrDefault(setting, standard));
    }
    var settings = new Settings(complete);
    settings.checkKinds();
    return settings;
  }

  /** With nothing but defaults. */
  public static Settings defaults() {
    return of(Map.of());
  }

  public SettingValue value(Setting setting) {
    SettingValue value = values.get(setting);
    if (value == null) {
      throw new IllegalStateException("a setting without a value: " + setting);
    }
    return value;
  }

  public String text(Setting setting) {
    return value(setting).text();
  }

  /** The path of a file; empty for none. */
  public Optional<Path> file(Setting setting) {
    return Optional.of(text(setting)).filter(path -> !path.isEmpty()).map(Path::of);
  }

  /** Folders; none when the setting is empty. */
  public List<Path> folders(Setting setting) {
    String text = text(setting);
    return text.isEmpty() ? List.of() : Stream.of(text.split(",", -1)).map(Path::of).toList();
  }

  public int number(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  private void checkKinds() {
    for (Setting setting : Setting.values()) {
      SettingValue value = value(setting);
      if (!setting.kind().accepts(value.text())) {
        throw PipelinesException.invalid(
            setting.key(),
            "reading the setting %s from %s: %s (expected: %s)"
                .formatted(
                    setting.key(),
                    value.source(),
                    shown(setting, value.text()),
                    setting.kind().expectation()));
      }
    }
  }

  private static String shown(Setting setting, String text) {
    return text.isEmpty() ? "nothing" : setting.kind().shown(text);
  }
}
