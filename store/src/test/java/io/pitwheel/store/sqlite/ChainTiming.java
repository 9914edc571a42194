package io.pitwheel.store.sqlite;

import static io.pitwheel.testing.pipeline.Pipelines.dag;
import static io.pitwheel.testing.pipeline.Pipelines.leaf;

import io.pitwheel.identity.Identifiers;
import io.pitwheel.store.Stores;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.Task;
import io.pitwheel.task.TaskChange.TaskDecided;
import io.pitwheel.task.TaskValues;
import io.pitwheel.testing.pipeline.DagFixture;
import io.pitwheel.testing.store.Outputs;
import io.pitwheel.testing.store.RunFixture;
import io.pitwheel.value.JsonValue;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What one step of a chain costs in the store: the end of a task with a parameter and an artifact,
 * and the start of the next with two inputs, in one call. Prints the medians of CPU and wall of the
 * calling thread, and the disk's median sync. Argument: a folder. No test; run it by hand.
 */
final class ChainTiming {
  private static final int STEPS = 1_000;
  private static final int ROUNDS = 4;

  private ChainTiming() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    DagFixture chain = dag();
    for (int step = 0; step < STEPS; step++) {
      chain.task(key(step), leaf().parameter("value").artifact("model"));
    }
    var graph = chain.graph();
    try (Stores stores = SqliteStores.open(folder, Identifiers.random(), Clock.systemUTC())) {
      for (int round = 0; round < ROUNDS; round++) {
        long syncMicros = medianSyncMicros(folder.resolve("sync"));
        time(RunFixture.begun(SqlitePorts.of(stores), graph), syncMicros);
      }
    }
  }

  private static void time(RunFixture run, long syncMicros) {
    var threads = ManagementFactory.getThreadMXBean();
    long[] cpu = new long[STEPS - 1];
    long[] wall = new long[STEPS - 1];
    run.record(start(run, 0));
    for (int step = 0; step + 1 < STEPS; step++) {
      var ended = run.succeeded(made(step), key(step));
      var next = start(run, step + 1);
      long wallBefore = System.nanoTime();
      long cpuBefore = threads.getCurrentThreadCpuTime();
      run.record(ended, next);
      cpu[step] = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1000;
      wall[step] = (System.nanoTime() - wallBefore) / 1000;
    }
    System.out.printf(
        "a step of a chain: median %d us CPU, %d us wall; median sync of 4 KiB %d us%n",
        median(cpu), median(wall), syncMicros);
  }

  private static String key(int step) {
    return "step-%04d".formatted(step);
  }

  private static TaskValues made(int step) {
    return new TaskValues(
        Map.of("value", JsonValue.of(step)),
        Map.of("model", List.of(Outputs.artifact("/artifacts/" + step))));
  }

  private static TaskDecided start(RunFixture run, int step) {
    Task bare = run.running(key(step)).task();
    TaskValues inputs =
        step == 0
            ? TaskValues.NONE
            : new TaskValues(Map.of("epochs", JsonValue.of(3)), made(step - 1).artifacts());
    var task =
        new Task(
            bare.id(),
            bare.reference(),
            bare.index(),
            bare.displayName(),
            bare.type(),
            bare.state(),
            null,
            bare.parentId(),
            1,
            0,
            bare.counters(),
            inputs,
            TaskValues.NONE,
            null,
            "no entry",
            List.of(),
            "",
            bare.createdAt(),
            null);
    return new TaskDecided(task, new CacheFingerprint("pitwheel-1", "%064d".formatted(step), "{}"));
  }

  private static long medianSyncMicros(Path file) throws IOException {
    long[] micros = new long[200];
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int round = 0; round < micros.length; round++) {
        channel.write(ByteBuffer.allocate(4096));
        long before = System.nanoTime();
        channel.force(false);
        micros[round] = (System.nanoTime() - before) / 1000;
      }
    }
    return median(micros);
  }

  private static long median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
