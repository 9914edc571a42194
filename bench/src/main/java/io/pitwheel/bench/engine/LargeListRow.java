package io.pitwheel.bench.engine;

import io.pitwheel.bench.pipeline.PipelineTexts;
import io.pitwheel.bench.row.BenchGround;
import io.pitwheel.bench.row.BenchRow;
import io.pitwheel.bench.row.Figure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;

/** A list that no row keeps. */
public final class LargeListRow implements BenchRow {
  private static final int MEGABYTES = Integer.getInteger("pitwheel.bench.megabytes", 50);
  private static final int ITEMS = 1_000;

  @Override
  public String name() {
    return "large-list";
  }

  @Override
  public String definition() {
    return "one task makes a list of %d texts, %d MB together (-Dpitwheel.bench.megabytes), a graph passes it on and a loop goes over it; commands do nothing in the process"
        .formatted(ITEMS, MEGABYTES);
  }

  @Override
  public List<Figure> measure(BenchGround ground) throws IOException, InterruptedException {
    Path folder = ground.fresh("large-list");
    int length = MEGABYTES * 1_000_000 / ITEMS;
    var launcher = new LargeListLauncher(folder, ITEMS, length);
    try (var bench = new EngineUnderTest(folder, launcher)) {
      System.gc();
      heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
      double millis = bench.runToTheEnd(PipelineTexts.loopOverOutput("true"));
      double peak =
          heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() / 1e6;
      return List.of(
          Figure.single("wall", "ms", "", millis),
          Figure.single(
              "of that, reading the list from the task's file", "ms", "", launcher.readMillis()),
          Figure.single("peak of the heap", "MB", "< 512", peak));
    } finally {
      BenchGround.delete(folder);
    }
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
