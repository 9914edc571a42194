package io.pitwheel.server.settings;

import io.pitwheel.failure.PipelinesException;
import java.util.EnumMap;
import java.util.Map;

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

  public int number(Setting setting) {
    return Integer.parseInt(text(setting));
  }

  public boolean flag(Setting setting) {
    return Boolean.parseBoolean(text(setting));
  }

  private void checkKinds() {
    for (Setting setting : Setting.values()) {
      boolean isRight =
          switch (setting) {
            case SERVER_HOST -> !text(setting).isBlank();
            case SERVER_PORT, SERVER_GRPC_PORT -> isNumber(text(setting), 65_535);
            case EXECUTION_SLOTS -> isNumber(text(setting), 10_000);
            case SERVER_ALLOW_REMOTE, CACHE_ENABLED, CACHE_MIGRATED_ENTRIES ->
                text(setting).equals("true") || text(setting).equals("false");
          };
      if (!isRight) {
        SettingValue value = value(setting);
        throw PipelinesException.invalid(
            setting.key(),
            "reading the setting %s from %s: %s (expected: %s)"
                .formatted(
                    setting.key(), value.source(), shown(value.text()), setting.expectation()));
      }
    }
  }

  private static boolean isNumber(String text, int max) {
    return text.matches("[0-9]{1,9}") && Integer.parseInt(text) <= max;
  }

  private static String shown(String text) {
    return text.isEmpty() ? "nothing" : text;
  }
}
