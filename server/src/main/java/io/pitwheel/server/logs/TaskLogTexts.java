package io.pitwheel.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.task.Task;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Logs of tasks as texts, for who wants them whole. */
public final class TaskLogTexts {
  /** Of what one attempt printed, its end. */
  public static final int MAX_BYTES = 256 * 1024;

  private final PrintedLogs printed;
  private final SystemLogReader system;

  public TaskLogTexts(PrintedLogs printed, SystemLogReader system) {
    this.printed = printed;
    this.system = system;
  }

  /** What the system says of a task, all attempts; one JSON object a line. */
  public String told(Task task) {
    return system.kept(task).orElseGet(() -> system.toldAgain(task)) + system.course(task, 0);
  }

  /**
   * The end of what an attempt printed, from the beginning of a line on.
   *
   * @throws io.pitwheel.failure.PipelinesException UNAVAILABLE or NOT_FOUND when this server cannot
   *     have it
   */
  public String printed(Task task, int attempt) {
    printed.require(task, attempt);
    var end = new ByteArrayOutputStream();
    long offset = 0;
    for (byte[] chunk = printed.read(task, attempt, 0);
        chunk.length > 0;
        chunk = printed.read(task, attempt, offset)) {
      offset += chunk.length;
      keepEnd(end, chunk);
    }
    String text = end.toString(UTF_8);
    return offset > end.size() ? text.substring(text.indexOf('\n') + 1) : text;
  }

  private static void keepEnd(ByteArrayOutputStream end, byte[] chunk) {
    end.writeBytes(chunk);
    byte[] bytes = end.toByteArray();
    if (bytes.length > MAX_BYTES) {
      end.reset();
      end.writeBytes(Arrays.copyOfRange(bytes, bytes.length - MAX_BYTES, bytes.length));
    }
  }
}
