package io.pitwheel.conformance.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A folder in which each launch of a task leaves a file {@code <task>.<process>}, and in which
 * tasks wait for files that let them end.
 */
public record Marks(Path folder) {
  /** The beginning of a command that leaves its mark; {@code $0} is the name of the task. */
  public String leaving() {
    return "echo launched > '%s'/$0.$$".formatted(folder);
  }

  /** The rest of a command that ends once it may. */
  public String waiting() {
    return "; while [ ! -e '%s'/go-$0 ]; do sleep 0.05; done".formatted(folder);
  }

  /** Lets a task end. */
  public void let(String task) throws IOException {
    Files.createFile(folder.resolve("go-" + task));
  }

  /** How often each task was launched. */
  public Map<String, Integer> launches() {
    var launches = new TreeMap<String, Integer>();
    try (var files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("go-"))
          .forEach(name -> launches.merge(name.replaceFirst("\\.\\d+$", ""), 1, Integer::sum));
      return launches;
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  /** Waits until a task was launched so often. */
  public void awaitLaunches(String task, int count) throws IOException, InterruptedException {
    await(folder, () -> launches().getOrDefault(task, 0) >= count, task + " " + count);
  }

  /** Waits for changes of files in a folder until something holds. */
  public static void await(Path folder, BooleanSupplier condition, String what)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(
          watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
      while (!condition.getAsBoolean()) {
        WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        assertThat(key).as("waiting for " + what).isNotNull();
        key.pollEvents();
        key.reset();
      }
    }
  }
}
