package io.pitwheel.cli.run;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.pitwheel.api.v1.RunOptions;
import io.pitwheel.cli.outcome.CommandFailure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a run is executed, beyond what the pipeline says. Travels as {@code plugins_input.pitwheel}
 * in the shape of {@code pitwheel.api.v1.RunOptions}; what is not given is left out.
 *
 * @param runner empty for the server's choice
 * @param slots 0 for the server's choice
 * @param environment for every task's command
 * @param sdkVersion of {@code kfp} to install; empty for the pinned one
 * @param timeout such as {@code 1h30m}; empty for none
 */
public record ExecutionOptions(
    boolean isCacheDisabled,
    String runner,
    int slots,
    Map<String, String> environment,
    String sdkVersion,
    String timeout) {
  static final String PLUGIN_NAME = "pitwheel";

  public ExecutionOptions {
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  Struct toPluginInput() {
    var input = Struct.newBuilder();
    if (isCacheDisabled) {
      input.putFields("disable_cache", Value.newBuilder().setBoolValue(true).build());
    }
    putText(input, "runner", runner);
    if (slots > 0) {
      input.putFields("slots", Value.newBuilder().setNumberValue(slots).build());
    }
    if (!environment.isEmpty()) {
      var variables = Struct.newBuilder();
      environment.forEach((name, value) -> variables.putFields(name, text(value)));
      input.putFields("environment", Value.newBuilder().setStructValue(variables).build());
    }
    putText(input, "kfp_version", sdkVersion);
    putText(input, "timeout", timeout);
    return input.build();
  }

  /** The same as a message; what is not given is zero. */
  public RunOptions toMessage() {
    return RunOptions.newBuilder()
        .setDisableCache(isCacheDisabled)
        .setRunner(runner)
        .setSlots(slots)
        .putAllEnvironment(environment)
        .setKfpVersion(sdkVersion)
        .setTimeout(timeout)
        .build();
  }

  /**
   * Reads {@code NAME=VALUE} and {@code NAME}, which takes the value the caller has.
   *
   * @throws CommandFailure REFUSED for a name that is empty, given twice, or has no value
   */
  public static Map<String, String> readEnvironment(List<String> words, Map<String, String> own) {
    var environment = new TreeMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String value = equals < 0 ? own.get(name) : word.substring(equals + 1);
      if (name.isEmpty() || value == null) {
        throw CommandFailure.refused(
            "reading variable \"%s\": %s (expected: NAME=VALUE, or the NAME of a variable that is set)"
                .formatted(word, name.isEmpty() ? "it has no name" : "it is not set here"));
      }
      if (environment.put(name, value) != null) {
        throw CommandFailure.refused(
            "reading variable %s: it is given twice (expected: once)".formatted(name));
      }
    }
    return environment;
  }

  private static void putText(Struct.Builder input, String name, String value) {
    if (!value.isEmpty()) {
      input.putFields(name, text(value));
    }
  }

  private static Value text(String value) {
    return Value.newBuilder().setStringValue(value).build();
  }
}
