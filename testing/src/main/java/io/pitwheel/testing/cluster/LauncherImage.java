package io.pitwheel.testing.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** The one whose objects the server signs for. */
  static String provide(ClusterScripts scripts) {
    var arguments = new ArrayList<String>();
    for (String module : MODULES) {
      arguments.add(compiled(scripts, module, "classes").toString());
    }
    arguments.add(jarOf(JSON_LIBRARY).toString());
    return make(scripts, arguments);
  }

  /** The one that opens stores itself, with all that its module needs at run time. */
  static String provideWithStores(ClusterScripts scripts) {
    var arguments = new ArrayList<String>();
    arguments.add("--stores");
    arguments.add(compiled(scripts, "launcher", "classes").toString());
    Path libraries = compiled(scripts, "launcher", "class-path.txt");
    try {
      arguments.addAll(List.of(Files.readString(libraries).strip().split(File.pathSeparator, -1)));
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
    return make(scripts, arguments);
  }

  private static String make(ClusterScripts scripts, List<String> arguments) {
    return scripts.run("launcher", arguments).lines().toList().getLast();
  }

  private static Path compiled(ClusterScripts scripts, String module, String name) {
    Path found = scripts.checkout().resolve(module).resolve("target").resolve(name);
    if (!Files.exists(found)) {
      throw new AssertionError(
          "looking for %s (expected: module %s is compiled)".formatted(found, module));
    }
    return found;
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
