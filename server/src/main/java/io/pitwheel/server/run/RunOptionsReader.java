package io.pitwheel.server.run;

import com.google.protobuf.Struct;
import io.pitwheel.api.v1.Rerun;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.run.RerunSource;
import io.pitwheel.run.RunOptions;
import io.pitwheel.server.http.JsonStructs;
import io.pitwheel.server.http.MessageParser;
import io.pitwheel.task.TaskPlace;
import java.util.Map;
import java.util.Set;

/**
 * Our options of a run, which clients put under {@code plugins_input.pitwheel}. What other plugins
 * are told is none of our business and passed over.
 */
public final class RunOptionsReader {
  private static final String NAME = "pitwheel";
  private static final String PATH = "run.plugins_input." + NAME;
  private static final Set<String> RUNNERS = Set.of("process", "container", "auto");

  private RunOptionsReader() {}

  /**
   * @throws PipelinesException INVALID_ARGUMENT for an unknown key or a wrong value
   */
  public static RunOptions read(Map<String, Struct> pluginsInput) {
    Struct given = pluginsInput.get(NAME);
    if (given == null) {
      return RunOptions.DEFAULT;
    }
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
        message.hasRerun() ? rerun(message.getRerun()) : null);
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
