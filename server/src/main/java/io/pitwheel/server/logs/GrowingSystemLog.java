package io.pitwheel.server.logs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pitwheel.task.Task;
import java.util.Arrays;
import java.util.Optional;

/**
 * A system log as somebody follows it: what was sent is never told in other words afterwards, so
 * that the next bytes continue it. Not safe for several threads.
 */
final class GrowingSystemLog {
  /** The lines of a decision are kept a moment after it; so many looks wait for them. */
  private static final int PATIENCE = 7;

  private final SystemLogReader reader;
  private final int attempt;
  private long offset;
  private String decision = "";
  private int looks;

  GrowingSystemLog(SystemLogReader reader, LogRequest asked) {
    this.reader = reader;
    this.attempt = asked.attempt();
    this.offset = asked.offset();
  }

  /**
   * What is new.
   *
   * @param isLast whether nobody asks again
   */
  byte[] next(Task task, boolean isLast) {
    if (decision.isEmpty()) {
      Optional<String> kept = reader.kept(task);
      boolean mayCome = !isLast && !task.systemLogUri().isEmpty() && looks < PATIENCE;
      looks++;
      if (kept.isEmpty() && mayCome) {
        return new byte[0];
      }
      decision = kept.orElseGet(() -> reader.toldAgain(task));
    }
    byte[] text = (decision + reader.course(task, attempt)).getBytes(UTF_8);
    int begin = (int) Math.min(offset, text.length);
    offset = Math.max(offset, text.length);
    return Arrays.copyOfRange(text, begin, text.length);
  }
}
