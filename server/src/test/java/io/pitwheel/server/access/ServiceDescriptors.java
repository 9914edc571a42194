package io.pitwheel.server.access;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.pitwheel.api.v2beta1.RunServiceGrpc;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Every service that was generated, whether the server has it or not. */
public final class ServiceDescriptors {
  private static final String SUFFIX = "Grpc.class";

  private ServiceDescriptors() {}

  /** All of them. */
  public static List<ServiceDescriptor> all() {
    try {
      Path place =
          Path.of(RunServiceGrpc.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(place)) {
        return below(place);
      }
      try (FileSystem archive = FileSystems.newFileSystem(place)) {
        return below(archive.getPath("/"));
      }
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    } catch (URISyntaxException exception) {
      throw new IllegalStateException(exception);
    }
  }

  private static List<ServiceDescriptor> below(Path root) throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .map(ServiceDescriptors::descriptorOf)
          .toList();
    }
  }

  private static ServiceDescriptor descriptorOf(String className) {
    try {
      return (ServiceDescriptor)
          Class.forName(className).getMethod("getServiceDescriptor").invoke(null);
    } catch (ReflectiveOperationException exception) {
      throw new IllegalStateException(className, exception);
    }
  }

  /** The empty request of a method. */
  static Message prototypeOf(MethodDescriptor<?, ?> method) {
    return Objects.requireNonNull(
        (Message) ((PrototypeMarshaller<?>) method.getRequestMarshaller()).getMessagePrototype());
  }
}
