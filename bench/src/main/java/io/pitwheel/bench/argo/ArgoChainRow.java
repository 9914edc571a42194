package io.pitwheel.bench.argo;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.bench.row.TimedCommand;
import io.pitwheel.specification.reader.text.PipelineText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A chain of tasks on a real cluster: pods, bytes, driver calls and launchers. */
public final class ArgoChainRow implements BenchRow {
  private static final int USUAL_TASKS = 50;
  private static final int LEAST_TASKS = 2;

  /** An image that the cluster of tests has, with a shell. */
  static final String IMAGE = "alpine:3.23";

  @Override
  public String name() {
    return "argo-chain";
  }

  @Override
  public String definition() {
    return "a chain of tasks (--size, %d without it) as pods on the cluster of this machine, after a run of one;"
            .formatted(USUAL_TASKS)
        + " a driver call is from the first state of the Workflow that shows its node to the first"
        + " that shows its answer; a launcher's time is from the start of its process to the"
        + " command and from the command's end to what the server wrote";
  }

  @Override
  public int leastSize() {
    return LEAST_TASKS;
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("argo-chain");
    int tasks = ground.sizeOr(USUAL_TASKS);
    String chain = PipelineTexts.chainInImage(tasks, IMAGE, LauncherTimes.SCRIPT);
    String one = PipelineTexts.chainInImage(1, IMAGE, LauncherTimes.SCRIPT);
    try (ClusterSite site = ClusterSite.open(ground, folder)) {
      // What is fetched and compiled once is not part of a chain.
      site.server().secondsOfRun(PipelineText.documents(one).getFirst());
      try (DriverCallTimes calls = DriverCallTimes.of(site)) {
        long begin = System.nanoTime();
        String runId = site.server().createRun(PipelineText.documents(chain).getFirst());
        site.server().awaitEnd(runId);
        double seconds = (System.nanoTime() - begin) / 1e9;
        long fixed = workflowBytes(ground, folder, one);
        long whole = workflowBytes(ground, folder, chain);
        return List.of(
            new Figure("driver call", "s", "p50 < 1.5, p99 < 5", calls.seconds()),
            new Figure(
                "launcher over the bare command",
                "ms",
                "p50 <= 300",
                LauncherTimes.millis(site.server(), runId)),
            Figure.single("pods per task", "", "1.0", podsOf(site, runId) / (double) tasks),
            Figure.single("Workflow of one task", "bytes", "<= 1500 + 250", (double) fixed),
            Figure.single(
                "each further task", "bytes", "<= 250", (whole - fixed) / (double) (tasks - 1)),
            Figure.single("wall per task", "s", "", seconds / tasks));
      }
    } finally {
      BenchGround.delete(folder);
    }
  }

  private static int podsOf(ClusterSite site, String runId) {
    return site.client()
        .pods()
        .inNamespace(site.namespace())
        .withLabel("pipeline/runid", runId)
        .list()
        .getItems()
        .size();
  }

  private static long workflowBytes(BenchGround ground, Path folder, String pipeline)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("pipeline.yaml"), pipeline);
    String workflow =
        TimedCommand.of(folder, ground.script(), "compile", file.toString(), "-o", "json").output();
    return workflow.strip().getBytes(StandardCharsets.UTF_8).length;
  }
}
