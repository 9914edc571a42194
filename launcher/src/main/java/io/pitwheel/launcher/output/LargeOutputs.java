package io.pitwheel.launcher.output;

import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.Overflow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Keeps large output parameters beside the artifacts of their attempt. */
public final class LargeOutputs implements Overflow {
  private static final String FOLDER = "large-outputs";

  private final ObjectStore store;
  private final String location;
  private final Path workFolder;
  private final Map<String, Path> files = new HashMap<>();

  /**
   * @param outputLocation of the attempt
   * @param artifacts names of its output artifacts, which stand there too
   * @param workFolder where a store may have things written that it takes over later
   */
  public LargeOutputs(
      ObjectStore store, String outputLocation, Set<String> artifacts, Path workFolder) {
    this.store = store;
    this.location =
        outputLocation + "/" + FOLDER + (artifacts.contains(FOLDER) ? ".system" : "") + "/";
    this.workFolder = workFolder;
  }

  @Override
  public OutputStream open(String name) throws IOException {
    Path file = store.prepareOutput(location + name, workFolder);
    files.put(name, file);
    return Files.newOutputStream(file);
  }

  @Override
  public JsonSpilled keep(String name, Written written) {
    Path file = files.get(name);
    if (file == null) {
      throw new IllegalStateException("no file was asked for output parameter " + name);
    }
    store.publish(file, location + name);
    return new JsonSpilled(written.form(), location + name, written.bytes(), written.digest());
  }
}
