package io.pitwheel.server.run;

import com.google.protobuf.Struct;
import io.pitwheel.api.v1.Rerun;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.RunOptions;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.MessageParser;
import io.pitwheel.task.TaskPlace;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.ShownText;
import io.pitwheel.value.TextSize;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Our options of a run, which clients put under {@code plugins_input.pitwheel}. What other plugins
 * are told is none of our business; it is kept as it is.
 */
public final class RunOptionsReader {
  private static final String NAME = "pitwheel";
  private static final String PLUGINS = "run.plugins_input";
  private static final String PATH = PLUGINS + "." + NAME;

  /** Of all plugins together, as JSON: it is read with each row of a list. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final Set<String> RUNNERS = Set.of("process", "container", "auto");

  private RunOptionsReader() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT for an unknown key or a wrong value of ours, and
   *     for more than is kept
   */
  public static RunOptions read(Map<String, Struct> pluginsInput) {
    var plugins = new TreeMap<String, JsonValue>();
    pluginsInput.forEach((name, input) -> plugins.put(name, JsonStructs.fromStruct(input)));
    requireBounded(new JsonObject(plugins));
    plugins.remove(NAME);
    Struct ours = pluginsInput.getOrDefault(NAME, Struct.getDefaultInstance());
    return read(ours, new JsonObject(plugins));
  }

  private static void requireBounded(JsonObject plugins) {
    if (!TextSize.fits(plugins, MAX_BYTES)) {
      throw PipelinesException.invalid(
          PLUGINS,
          "reading %s: %d bytes as JSON, of %s (expected: at most %d)"
              .formatted(
                  PLUGINS,
                  TextSize.of(plugins),
                  ShownText.cut(String.join(", ", plugins.members().keySet())),
                  MAX_BYTES));
    }
  }

  private static RunOptions read(Struct given, JsonObject otherPlugins) {
    var message = io.pitwheel.api.v1.RunOptions.newBuilder();
    MessageParser.merge(JsonStructs.fromStruct(given), message, PATH);
    message.getEnvironmentMap().keySet().forEach(RunOptionsReader::requireVariableName);
    return new RunOptions(
        message.getDisableCache(),
        runner(message.getRunner()),
        slots(message.getSlots()),
        message.getEnvironmentMap(),
        version(message.getKfpVersion()),
        message.getTimeout().isEmpty()
            ? null
            : DurationText.parse(message.getTimeout(), PATH + ".timeout"),
        message.hasRerun() ? rerun(message.getRerun()) : null,
        message.getDrivenElsewhere(),
        otherPlugins);
  }

  private static RerunSource rerun(Rerun rerun) {
    if (rerun.getRunId().isEmpty()) {
      throw refused("rerun.run_id", "\"\"", "the id of a run that has ended");
    }
    TaskPlace.parse("from", rerun.getFrom());
    return new RerunSource(rerun.getRunId(), rerun.getFrom());
  }

  private static String runner(String runner) {
    if (runner.isEmpty()) {
      return RunOptions.DEFAULT.runner();
    }
    if (!RUNNERS.contains(runner)) {
      throw refused("runner", runner, "process, container or auto");
    }
    return runner;
  }

  private static int slots(int slots) {
    if (slots < 0) {
      throw refused("slots", String.valueOf(slots), "0 for the server's number, or more");
    }
    return slots;
  }

  /** It becomes an argument of an installer: no options, no addresses. */
  private static String version(String version) {
    if (!version.isEmpty() && !version.matches("[0-9][0-9A-Za-z.+!-]{0,63}")) {
      throw refused("kfp_version", version, "a version such as 2.17.0");
    }
    return version;
  }

  private static void requireVariableName(String name) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw refused("environment", name, "names of variables, without =");
    }
  }

  private static PipelinesException refused(String key, String value, String expected) {
    String path = PATH + "." + key;
    return PipelinesException.invalid(
        path, "reading %s: %s (expected: %s)".formatted(path, value, expected));
  }
}
