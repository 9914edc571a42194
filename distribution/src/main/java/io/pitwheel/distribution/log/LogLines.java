package io.pitwheel.distribution.log;

import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of one event of the log: for people, or as one JSON object. Either way it says of which
 * run, task and attempt it is, where that is known: from what the event says, else from the name of
 * its thread, since the threads of runs and attempts are named after them.
 */
final class LogLines {
  /** A longer message says nothing more, and may be somebody's whole pipeline. */
  static final int MAX_MESSAGE = 16_000;

  /** The words of the log for what our code calls otherwise. */
  private static final Map<String, String> WORDS = Map.of("runId", "run", "taskId", "task");

  private static final Pattern RUN = Pattern.compile("run ([0-9a-zA-Z-]{1,64})");
  private static final Pattern ATTEMPT =
      Pattern.compile("attempt ([0-9a-zA-Z-]{1,64})/([^/]*/[^/]*)/(\\d{1,9})");

  private LogLines() {}

  /**
   * One event.
   *
   * @param values by the names they were given
   */
  record Line(
      Instant at,
      String level,
      String logger,
      String thread,
      String message,
      Map<String, String> values,
      @Nullable Throwable failure) {}

  static String text(Line line) {
    var words = new StringJoiner(" ");
    words.add(line.at().toString());
    words.add(line.level());
    words.add(line.logger());
    words.add("-");
    words.add(shortened(line.message()).replace("\n", "\\n").replace("\r", "\\r"));
    placed(line).forEach((name, value) -> words.add(name + "=" + value.replace("\n", "\\n")));
    return words + "\n" + traceOf(line.failure());
  }

  static String json(Line line) {
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("time", JsonValue.of(line.at().toString()));
    members.put("level", JsonValue.of(line.level()));
    members.put("logger", JsonValue.of(line.logger()));
    members.put("message", JsonValue.of(shortened(line.message())));
    placed(line).forEach((name, value) -> members.putIfAbsent(name, JsonValue.of(value)));
    if (line.failure() != null) {
      members.put("error", JsonValue.of(traceOf(line.failure())));
    }
    return JsonWriter.write(new JsonObject(members)) + "\n";
  }

  /** The values under the log's words, run, task and attempt first. */
  private static Map<String, String> placed(Line line) {
    var values = new LinkedHashMap<String, String>();
    Matcher attempt = ATTEMPT.matcher(line.thread());
    Matcher run = RUN.matcher(line.thread());
    if (attempt.matches()) {
      values.put("run", attempt.group(1));
      values.put("task", attempt.group(2));
      values.put("attempt", attempt.group(3));
    } else if (run.matches()) {
      values.put("run", run.group(1));
    }
    line.values().forEach((name, value) -> values.put(WORDS.getOrDefault(name, name), value));
    return values;
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }

  private static String traceOf(@Nullable Throwable failure) {
    if (failure == null) {
      return "";
    }
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
