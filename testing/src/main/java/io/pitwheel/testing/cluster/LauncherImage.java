package io.pitwheel.testing.cluster;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The image of the launcher in pods, made of what is compiled in this checkout. */
final class LauncherImage {
  private static final List<String> MODULES = List.of("model", "objectstore", "trust", "launcher");

  /** Of the only library that a launcher in a pod needs. */
  private static final String JSON_LIBRARY = "com.fasterxml.jackson.core.JsonFactory";

  private LauncherImage() {}

  static String provide(ClusterScripts scripts) {
    var classes = new ArrayList<String>();
    for (String module : MODULES) {
      Path folder = scripts.checkout().resolve(module).resolve("target/classes");
      if (!Files.isDirectory(folder)) {
        throw new AssertionError(
            "looking for %s (expected: module %s is compiled)".formatted(folder, module));
      }
      classes.add(folder.toString());
    }
    classes.add(jarOf(JSON_LIBRARY).toString());
    return scripts.run("launcher", classes).lines().toList().getLast();
  }

  private static Path jarOf(String type) {
    try {
      return Path.of(
          Class.forName(type).getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException | ClassNotFoundException exception) {
      throw new AssertionError("looking for the jar of " + type, exception);
    }
  }
}
