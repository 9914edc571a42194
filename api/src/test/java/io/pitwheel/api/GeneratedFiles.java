package io.pitwheel.api;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import io.pitwheel.api.v2beta1.RunProto;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that was generated from our proto files.
 *
 * <p>The files are found by their outer classes, which all end in {@code Proto}, and not listed
 * here: a file that somebody adds is then checked without being remembered.
 */
final class GeneratedFiles {

  private final List<FileDescriptor> files;

  private GeneratedFiles(List<FileDescriptor> files) {
    this.files = files;
  }

  static GeneratedFiles find() throws IOException, URISyntaxException {
    var classes =
        Path.of(RunProto.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var paths = Files.walk(classes)) {
      var files =
          paths
              .filter(path -> path.getFileName().toString().endsWith("Proto.class"))
              .map(path -> descriptorOf(classes.relativize(path)))
              .toList();
      return new GeneratedFiles(files);
    }
  }

  private static FileDescriptor descriptorOf(Path classFile) {
    var className = classFile.toString().replace(".class", "").replace('/', '.').replace('\\', '.');
    try {
      return (FileDescriptor) Class.forName(className).getMethod("getDescriptor").invoke(null);
    } catch (ReflectiveOperationException exception) {
      throw new IllegalStateException(
          className + " is not an outer class of a proto file", exception);
    }
  }

  /** The files whose package is not ours, since only those have tables to be held against. */
  GeneratedFiles ofKubeflow() {
    return new GeneratedFiles(
        files.stream().filter(file -> !file.getPackage().startsWith("pitwheel.")).toList());
  }

  Stream<FileDescriptor> files() {
    return files.stream();
  }

  /** All messages, nested ones included; the entries of maps are no messages of their own. */
  Stream<Descriptor> messages() {
    return files()
        .flatMap(file -> file.getMessageTypes().stream())
        .flatMap(GeneratedFiles::andNested);
  }

  Stream<EnumDescriptor> enums() {
    return Stream.concat(
        files().flatMap(file -> file.getEnumTypes().stream()),
        messages().flatMap(message -> message.getEnumTypes().stream()));
  }

  Stream<MethodDescriptor> methods() {
    return files()
        .flatMap(file -> file.getServices().stream())
        .flatMap(service -> service.getMethods().stream());
  }

  private static Stream<Descriptor> andNested(Descriptor message) {
    return Stream.concat(
        Stream.of(message),
        message.getNestedTypes().stream()
            .filter(nested -> !nested.getOptions().getMapEntry())
            .flatMap(GeneratedFiles::andNested));
  }
}
