package io.pitwheel.bench.engine;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.launch.LaunchResult;
import io.pitwheel.launch.TaskLauncher;
import io.pitwheel.launcher.output.LargeOutputs;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.SparingReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a long list as the output {@code items} of every task that declares one. */
final class LargeListLauncher implements TaskLauncher {
  private static final String OUTPUT = "items";

  private final Path folder;
  private final int items;
  private final int length;
  private volatile double readMillis;

  /**
   * @param items texts of the list
   * @param length of each, in bytes
   */
  LargeListLauncher(Path folder, int items, int length) {
    this.folder = folder;
    this.items = items;
    this.length = length;
  }

  double readMillis() {
    return readMillis;
  }

  @Override
  public LaunchResult launch(LaunchInstruction instruction) {
    if (!instruction.declared().outputParameters().containsKey(OUTPUT)) {
      return new LaunchResult.Succeeded(TaskValues.NONE, List.of());
    }
    try {
      JsonValue list = read(instruction);
      return new LaunchResult.Succeeded(new TaskValues(Map.of(OUTPUT, list), Map.of()), List.of());
    } catch (IOException exception) {
      throw new PipelinesException(ErrorCode.UNAVAILABLE, "making a list", exception);
    }
  }

  private JsonValue read(LaunchInstruction instruction) throws IOException {
    Path file = folder.resolve("list.json");
    write(file);
    var overflow =
        new LargeOutputs(
            new FolderObjectStore(folder), instruction.outputLocation(), Set.of(), folder);
    long begin = System.nanoTime();
    try (InputStream stream = Files.newInputStream(file)) {
      JsonValue list = new SparingReader(overflow).readValue(stream, OUTPUT);
      readMillis = (System.nanoTime() - begin) / 1e6;
      return list;
    }
  }

  private void write(Path file) throws IOException {
    String text = "\"" + "a".repeat(length) + "\"";
    try (Writer writer = new BufferedWriter(Files.newBufferedWriter(file))) {
      for (int item = 0; item < items; item++) {
        writer.write(item == 0 ? "[" : ",");
        writer.write(text);
      }
      writer.write("]");
    }
  }

  @Override
  public void stop(String taskId) {
    // Nothing is ever under way.
  }
}
