package io.pitwheel.cli.progress;

import java.io.PrintStream;
import java.time.InstantSource;

/**
 * One line for each change: for files, pipes and continuous integration. Of long loops the first
 * iterations and every failure are told one by one, the rest as a count.
 */
public final class LineView implements ProgressView {
  private static final int STATE_WIDTH = 9;
  private static final int MAX_ITERATIONS_TOLD = 20;
  private static final int ENDS_BETWEEN_COUNTS = 500;

  private final PrintStream stream;
  private final RunProgress progress;
  private final InstantSource clock;
  private int untoldEnds;

  public LineView(PrintStream stream, RunProgress progress, InstantSource clock) {
    this.stream = stream;
    this.progress = progress;
    this.clock = clock;
  }

  @Override
  public void show(TaskProgress task) {
    if (isTold(task)) {
      print(task, remark(task));
    } else if (!task.isRunning()) {
      countEnd();
    }
  }

  private static boolean isTold(TaskProgress task) {
    return task.state().equals("FAILED")
        || task.iteration().stream().allMatch(index -> index < MAX_ITERATIONS_TOLD);
  }

  private void countEnd() {
    untoldEnds++;
    if (untoldEnds % ENDS_BETWEEN_COUNTS == 0) {
      for (RunProgress.LoopProgress loop : progress.runningLoops()) {
        String total = loop.total() == 0 ? "" : " of " + loop.total();
        print(loop.task(), "  %d%s iterations".formatted(loop.finished(), total));
      }
    }
  }

  private void print(TaskProgress task, String remark) {
    String elapsed = DurationText.of(progress.elapsed(clock.instant()));
    String state = task.state() + " ".repeat(Math.max(0, STATE_WIDTH - task.state().length()));
    stream.println("%7s  %s  %s%s".formatted(elapsed, state, task.label(), remark));
    stream.flush();
  }

  @Override
  public void say(String line) {
    stream.println(line);
    stream.flush();
  }

  @Override
  public void close() {
    stream.flush();
  }

  /** What is worth saying beyond the state. */
  static String remark(TaskProgress task) {
    var remark = new StringBuilder();
    if (task.attempt() > 1) {
      remark.append("  attempt ").append(task.attempt());
    }
    boolean isFailed = task.state().equals("FAILED");
    if (!isFailed && !task.reason().isEmpty()) {
      remark.append("  ").append(task.reason());
    }
    if (isFailed && !task.message().isEmpty()) {
      remark.append("  ").append(MessageText.firstLine(task.message(), MessageText.MAX_REMARK));
    }
    return remark.toString();
  }
}
