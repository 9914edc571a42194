package io.pitwheel.conformance.rooms;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.pitwheel.conformance.project.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The compiled main classes of every module. Packages are cut by domain and so span modules; only
 * the folder of a class file tells to which module a class belongs.
 */
final class ModuleClasses {
  private final Map<String, String> moduleOfClass = new HashMap<>();
  private final Map<String, JavaClasses> classesOfModule = new TreeMap<>();

  /** Reads the build output of all modules but this one. */
  static ModuleClasses read() {
    var all = new ModuleClasses();
    for (String module : Checkout.modules()) {
      Path folder = Checkout.root().resolve(module).resolve("target/classes");
      if (!module.equals("conformance") && Files.isDirectory(folder)) {
        all.add(module, folder);
      }
    }
    return all;
  }

  /** The imported classes of a module, which are none for the generated one. */
  Map<String, JavaClasses> byModule() {
    return classesOfModule;
  }

  /** The module of a class of ours; empty for classes of others. */
  Optional<String> moduleOf(JavaClass type) {
    return Optional.ofNullable(moduleOfClass.get(type.getBaseComponentType().getName()));
  }

  private void add(String module, Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .map(file -> folder.relativize(file).toString())
          .filter(name -> name.endsWith(".class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .forEach(name -> moduleOfClass.put(name, module));
    } catch (IOException exception) {
      throw new UncheckedIOException("reading " + folder, exception);
    }
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(location -> !location.contains(Rooms.GENERATED_TABLES))
            .importPath(folder);
    if (!module.equals(Rooms.GENERATED) && !classes.isEmpty()) {
      classesOfModule.put(module, classes);
    }
  }
}
