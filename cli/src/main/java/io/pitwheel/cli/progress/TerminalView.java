package io.pitwheel.cli.progress;

import io.pitwheel.cli.progress.RunProgress.Counts;
import io.pitwheel.cli.progress.RunProgress.LoopProgress;
import io.pitwheel.cli.surroundings.Surroundings.TerminalSize;
import java.io.PrintStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * A few lines at the bottom of the terminal that are drawn over and over: what runs, since when,
 * and how much is done. Failures are said above them and stay. Draws at most as many lines as fit,
 * none longer than the terminal is wide, so that going up again finds the first of them.
 */
public final class TerminalView implements ProgressView {
  private static final String UP_ONE_LINE = "\u001b[1A";
  private static final String WIPE_BELOW = "\r\u001b[J";
  private static final int BAR_WIDTH = 20;
  private static final int LINES_KEPT_FREE = 3;

  private final PrintStream stream;
  private final RunProgress progress;
  private final InstantSource clock;
  private final TerminalSize size;
  private int linesDrawn;
  private boolean isClosed;

  public TerminalView(
      PrintStream stream, RunProgress progress, InstantSource clock, TerminalSize size) {
    this.stream = stream;
    this.progress = progress;
    this.clock = clock;
    this.size = size;
  }

  @Override
  public synchronized void show(TaskProgress task) {
    if (task.isLeaf() && task.state().equals("FAILED")) {
      say(task.label() + " failed" + LineView.remark(task));
    }
  }

  @Override
  public synchronized void say(String line) {
    stream.print(wiping());
    stream.println(line);
    draw();
  }

  /** Draws what is true now over what was drawn before. */
  public synchronized void draw() {
    if (isClosed) {
      return;
    }
    List<String> lines = lines(clock.instant());
    var text = new StringBuilder(wiping());
    lines.forEach(line -> text.append(cut(line)).append(System.lineSeparator()));
    linesDrawn = lines.size();
    stream.print(text);
    stream.flush();
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    stream.print(wiping());
    stream.flush();
  }

  private String wiping() {
    String wiping = UP_ONE_LINE.repeat(linesDrawn) + WIPE_BELOW;
    linesDrawn = 0;
    return wiping;
  }

  private List<String> lines(Instant now) {
    var running = new ArrayList<String>();
    progress.runningLoops().forEach(loop -> running.add(loopLine(loop)));
    progress
        .runningLeaves()
        .forEach(task -> running.add("  %s  %s".formatted(task.label(), since(task, now))));
    var lines = new ArrayList<String>();
    lines.add(headline(now));
    int room = Math.max(1, size.rows() - LINES_KEPT_FREE);
    if (running.size() <= room) {
      lines.addAll(running);
    } else {
      lines.addAll(running.subList(0, room - 1));
      lines.add("  and %d more".formatted(running.size() - room + 1));
    }
    return lines;
  }

  private String headline(Instant now) {
    Counts counts = progress.counts();
    var line = new StringBuilder(progress.pipelineName());
    line.append("  ").append(DurationText.of(progress.elapsed(now)));
    append(line, counts.succeeded(), "done");
    append(line, counts.cached(), "cached");
    append(line, counts.running(), "running");
    append(line, counts.skipped(), "skipped");
    append(line, counts.failed(), "failed");
    return line.toString();
  }

  private static void append(StringBuilder line, int count, String word) {
    if (count > 0) {
      line.append("  ").append(count).append(' ').append(word);
    }
  }

  private static String since(TaskProgress task, Instant now) {
    String attempt = task.attempt() > 1 ? "  attempt " + task.attempt() : "";
    return DurationText.of(task.elapsed(now)) + attempt;
  }

  private static String loopLine(LoopProgress loop) {
    var line = new StringBuilder("  ").append(loop.task().label()).append("  ");
    if (loop.total() > 0) {
      int filled =
          (int) ((long) BAR_WIDTH * Math.min(loop.finished(), loop.total()) / loop.total());
      line.append('[')
          .append("#".repeat(filled))
          .append("-".repeat(BAR_WIDTH - filled))
          .append("] ");
      line.append(loop.finished()).append('/').append(loop.total());
    } else {
      line.append(loop.finished()).append(" finished");
    }
    append(line, loop.running(), "running");
    append(line, loop.failed(), "failed");
    return line.toString();
  }

  private String cut(String line) {
    return line.length() < size.columns() ? line : line.substring(0, size.columns() - 1);
  }
}
