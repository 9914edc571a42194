package io.pitwheel.specification;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An image and a command line, placeholders unresolved.
 *
 * @param command the entry point; may be empty, then the image's own is meant
 * @param environment in the order of the specification
 */
public record ContainerExecutor(
    String image,
    List<String> command,
    List<String> arguments,
    Map<String, String> environment,
    ContainerResources resources) {
  public ContainerExecutor {
    command = List.copyOf(command);
    arguments = List.copyOf(arguments);
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }
}
