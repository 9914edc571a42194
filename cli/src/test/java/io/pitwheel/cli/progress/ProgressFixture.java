package io.pitwheel.cli.progress;

import io.pitwheel.api.v1.PipelineTaskOutline;
import io.pitwheel.cli.client.RunEvent;
import java.time.Instant;
import java.util.List;

/** A run in the middle: one leaf on its second attempt, and a loop with one iteration done. */
public final class ProgressFixture {
  public static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

  private ProgressFixture() {}

  public static RunProgress penguins() {
    var progress =
        new RunProgress(
            "penguins",
            "run-1",
            START,
            List.of(
                outline("for-loop-1", true),
                outline("for-loop-1/score", false),
                outline("for-loop-1/train", false),
                outline("load", false),
                outline("prepare", false)));
    progress.apply(event(0, "", "ROOT", List.of(), "RUNNING"));
    progress.apply(event(1, "prepare", "RUNTIME", List.of(), "RUNNING"));
    progress.apply(event(2, "load", "RUNTIME", List.of(), "RUNNING"));
    progress.apply(event(2, "prepare", "RUNTIME", List.of(), "SUCCEEDED"));
    progress.apply(event(3, "for-loop-1", "LOOP", List.of(), "RUNNING"));
    progress.apply(event(3, "for-loop-1/train", "RUNTIME", List.of(0), "SUCCEEDED"));
    progress.apply(event(3, "for-loop-1/train", "RUNTIME", List.of(1), "FAILED"));
    progress.apply(event(3, "for-loop-1/score", "RUNTIME", List.of(0), "SUCCEEDED"));
    progress.apply(event(4, "for-loop-1/score", "RUNTIME", List.of(1), "RUNNING"));
    progress.apply(attempt(5, "load", 2));
    progress.learnIterationCount("for-loop-1", 2);
    return progress;
  }

  /** A loop of one task that runs, so many of whose iterations have ended. */
  static RunProgress wideLoop(int iterations, int ended) {
    var progress =
        new RunProgress(
            "wide", "run-1", START, List.of(outline("loop", true), outline("loop/train", false)));
    progress.apply(event(1, "loop", "LOOP", List.of(), "RUNNING"));
    for (int index = 0; index < ended; index++) {
      progress.apply(event(2, "loop/train", "RUNTIME", List.of(index), "SUCCEEDED"));
    }
    progress.learnIterationCount("loop", iterations);
    return progress;
  }

  private static PipelineTaskOutline outline(String path, boolean isLoop) {
    return PipelineTaskOutline.newBuilder()
        .setPath(path)
        .setIsGraph(isLoop)
        .setIsLoop(isLoop)
        .build();
  }

  private static RunEvent event(
      int second, String path, String type, List<Integer> iteration, String state) {
    return new RunEvent(
        second + 1,
        "task.state",
        START.plusSeconds(second),
        "id-of-" + path,
        path,
        iteration,
        state,
        1,
        type,
        "",
        state.equals("FAILED") ? "exit code 1\nand more" : "");
  }

  private static RunEvent attempt(int second, String path, int attempt) {
    return new RunEvent(
        second + 1,
        "task.state",
        START.plusSeconds(second),
        "id-of-" + path,
        path,
        List.of(),
        "RUNNING",
        attempt,
        "RUNTIME",
        "",
        "");
  }
}
