package io.pitwheel.launcher.platform;

import io.pitwheel.launch.LaunchInstruction;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a pod could be asked about itself, answered for an attempt on this machine. */
final class TaskFields {
  private static final Pattern KEYED =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");

  /** The namespace of a run that names none. */
  private static final String DEFAULT_NAMESPACE = "default";

  private TaskFields() {}

  /** Empty for a field that means nothing here. */
  static Optional<String> find(LaunchInstruction instruction, String field) {
    Matcher keyed = KEYED.matcher(field);
    if (keyed.matches()) {
      var needs = instruction.platform().needs();
      Map<String, String> values =
          keyed.group(1).equals("labels") ? needs.labels() : needs.annotations();
      return Optional.of(values.getOrDefault(keyed.group(2), ""));
    }
    String namespace = instruction.platform().namespace();
    return switch (field) {
      case "metadata.name" -> Optional.of("pitwheel-" + instruction.mark().replace('/', '-'));
      case "metadata.namespace" -> Optional.of(namespace.isEmpty() ? DEFAULT_NAMESPACE : namespace);
      case "metadata.uid" -> Optional.of(instruction.taskId());
      default -> Optional.empty();
    };
  }
}
