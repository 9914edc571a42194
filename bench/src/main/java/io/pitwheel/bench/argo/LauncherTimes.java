package io.pitwheel.bench.argo;

import io.pitwheel.bench.server.StandingServer;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What launchers in pods add to their commands: from the start of the launcher's process to the
 * command's first statement, and from its last one to the end that the server wrote. The command
 * prints the kernel's own times, which have hundredths of a second; pods and server are on one
 * machine, and so on one clock.
 */
final class LauncherTimes {
  /** What the command of each task does. */
  static final String SCRIPT =
      "read -r up rest </proc/uptime; read -r stat </proc/$PPID/stat; echo \"$up\"; echo \"$stat\";"
          + " read -r up rest </proc/uptime; echo \"$up\"";

  private static final double TICKS_A_SECOND = 100;

  /** Of the fields after the program's name, which may have blanks in it. */
  private static final int START_TIME = 19;

  private static final String ENDED = "attempt 1 ended";

  private LauncherTimes() {}

  /** Milliseconds, one for each task of the run that runs a command. */
  static List<Double> millis(StandingServer server, String runId)
      throws IOException, InterruptedException {
    double bootSeconds = System.currentTimeMillis() / 1e3 - uptime();
    var times = new ArrayList<Double>();
    for (String taskId : tasksOf(server, runId)) {
      String logs = "runs/%s/tasks/%s/logs".formatted(runId, taskId);
      List<String> printed = server.get(logs).lines().toList();
      String stat = printed.get(1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      double started = Long.parseLong(fields[START_TIME]) / TICKS_A_SECOND;
      double before = Double.parseDouble(printed.getFirst()) - started;
      double commandEnded = bootSeconds + Double.parseDouble(printed.get(2));
      double after = endedAt(server.get(logs + "?kind=system")) - commandEnded;
      times.add((before + after) * 1e3);
    }
    return times;
  }

  private static double uptime() throws IOException {
    String text = Files.readString(Path.of("/proc/uptime"));
    return Double.parseDouble(text.substring(0, text.indexOf(' ')));
  }

  private static List<String> tasksOf(StandingServer server, String runId)
      throws IOException, InterruptedException {
    var page =
        (JsonObject) JsonReader.read(server.get("runs/%s/tasks?page_size=200".formatted(runId)));
    return page.members().get("tasks") instanceof JsonList(List<JsonValue> tasks)
        ? tasks.stream()
            .map(JsonObject.class::cast)
            .filter(task -> "RUNTIME".equals(text(task, "type")))
            .map(task -> text(task, "task_id"))
            .toList()
        : List.of();
  }

  private static double endedAt(String systemLog) throws IOException {
    for (String line : systemLog.lines().toList()) {
      var said = (JsonObject) JsonReader.read(line);
      if (text(said, "message").contains(ENDED)) {
        return Instant.parse(text(said, "at")).toEpochMilli() / 1e3;
      }
    }
    throw new IOException("no line \"%s\" in %s".formatted(ENDED, systemLog));
  }

  private static String text(JsonObject object, String name) {
    return object.members().get(name) instanceof JsonText(String text) ? text : "";
  }
}
