package io.pitwheel.server.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that can be set. A file has it as {@code section: {name: value}}, the environment as
 * {@code PITWHEEL_<SECTION>_<NAME>} or under a name of KFP's.
 */
public enum Setting {
  SERVER_HOST("server", "host", "127.0.0.1", "a name or address of this machine", ""),
  SERVER_PORT("server", "port", "8888", "0 to 65535, where 0 takes a free one", ""),
  SERVER_GRPC_PORT("server", "grpcPort", "8887", "0 to 65535, where 0 takes a free one", ""),
  /** Whether a host beyond loopback may be served although there is no authentication yet. */
  SERVER_ALLOW_REMOTE("server", "allowRemote", "false", "true or false", ""),
  /** Commands at once, all runs together that do not ask for a number; 0: as many as processors. */
  EXECUTION_SLOTS("execution", "slots", "0", "0 to 10000, where 0 is the number of processors", ""),
  /** False switches caching off everywhere: nothing is looked up, nothing kept for others. */
  CACHE_ENABLED("cache", "enabled", "true", "true or false", "CACHEENABLED"),
  /** Whether cache entries that were taken over from KFP count. */
  CACHE_MIGRATED_ENTRIES("cache", "migratedEntries", "true", "true or false", "");

  private final String section;
  private final String name;
  private final String defaultText;
  private final String expectation;
  private final String kfpVariable;

  Setting(String section, String name, String defaultText, String expectation, String kfpVariable) {
    this.section = section;
    this.name = name;
    this.defaultText = defaultText;
    this.expectation = expectation;
    this.kfpVariable = kfpVariable;
  }

  /** Such as {@code server.grpcPort}. */
  public String key() {
    return section + "." + name;
  }

  /** Such as {@code PITWHEEL_SERVER_GRPC_PORT}. */
  public String variable() {
    String words = name.replaceAll("([A-Z])", "_$1");
    return "PITWHEEL_%s_%s".formatted(section, words).toUpperCase(Locale.ROOT);
  }

  String defaultText() {
    return defaultText;
  }

  /** What may stand there, in words that follow "expected:". */
  String expectation() {
    return expectation;
  }

  /** Variables of KFP's that mean the same. */
  List<String> aliases() {
    return kfpVariable.isEmpty() ? List.of() : List.of(kfpVariable);
  }

  static Optional<Setting> ofKey(String key) {
    return Stream.of(values()).filter(setting -> setting.key().equals(key)).findFirst();
  }
}
