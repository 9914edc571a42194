package io.pitwheel.bench.argo;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import io.pitwheel.specification.reader.text.PipelineText;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A cluster full of what ended long ago. */
public final class ArgoBacklogRow implements BenchRow {
  private static final int USUAL_WORKFLOWS = 20_000;
  private static final int WORKFLOWS_A_NAMESPACE = 40;
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "argo-backlog";
  }

  @Override
  public String definition() {
    return "runs of two tasks as pods, before and after %d finished Workflows (--size) are written, %d a namespace;"
            .formatted(USUAL_WORKFLOWS, WORKFLOWS_A_NAMESPACE)
        + " a server that starts among them afterwards";
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("argo-backlog");
    int workflows = ground.sizeOr(USUAL_WORKFLOWS);
    JsonValue pipeline =
        PipelineText.documents(PipelineTexts.chainInImage(2, ArgoChainRow.IMAGE, "true"))
            .getFirst();
    try (ClusterSite site = ClusterSite.open(ground, folder.resolve("first"))) {
      site.server().secondsOfRun(pipeline);
      List<Double> before = runs(site, pipeline);
      double memory = site.server().memory("VmRSS");
      new FinishedWorkflows(site).write(workflows, Math.max(1, workflows / WORKFLOWS_A_NAMESPACE));
      List<Double> after = runs(site, pipeline);
      double memoryAfter = site.server().memory("VmRSS");
      try (ClusterSite late = ClusterSite.open(ground, folder.resolve("second"))) {
        late.server().secondsOfRun(pipeline);
        return List.of(
            new Figure("a run before", "s", "", before),
            new Figure("a run among finished Workflows", "s", "as before", after),
            new Figure(
                "a run of a server that started there", "s", "as before", runs(late, pipeline)),
            Figure.single("memory of the server before", "MB", "", memory),
            Figure.single("memory of the server after", "MB", "", memoryAfter),
            Figure.single(
                "memory of the server that started there",
                "MB",
                "",
                late.server().memory("VmRSS")));
      }
    } finally {
      BenchGround.delete(folder);
    }
  }

  private static List<Double> runs(ClusterSite site, JsonValue pipeline)
      throws IOException, InterruptedException {
    var seconds = new ArrayList<Double>();
    for (int round = 0; round < ROUNDS; round++) {
      seconds.add(site.server().secondsOfRun(pipeline));
    }
    return seconds;
  }
}
