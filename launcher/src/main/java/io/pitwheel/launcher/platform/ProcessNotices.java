package io.pitwheel.launcher.platform;

import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what a process does not get that a container would. */
public final class ProcessNotices {
  private ProcessNotices() {}

  /** One warning for each kind of thing that was asked for and is left aside. */
  public static void add(
      PlatformNeeds<JsonValue> needs, ContainerResources resources, List<String> warnings) {
    addResources(resources, warnings);
    addUser(needs.user(), warnings);
    if (!needs.imagePull().policy().isEmpty() || !needs.imagePull().secrets().isEmpty()) {
      warnings.add(
          "image pull policy \"%s\" and secrets %s were left aside: a process has no image"
              .formatted(
                  needs.imagePull().policy(),
                  needs.imagePull().secrets().stream().map(JsonWriter::text).toList()));
    }
    addMetadata("labels", needs.labels(), warnings);
    addMetadata("annotations", needs.annotations(), warnings);
  }

  /** The same for what a container does not get either: its files must be the server's. */
  public static void addUser(RunningUser user, List<String> warnings) {
    if (!user.equals(RunningUser.ANYBODY)) {
      warnings.add("%s were left aside: commands run as the server's user".formatted(user.words()));
    }
  }

  private static void addResources(ContainerResources resources, List<String> warnings) {
    var asked = new ArrayList<String>();
    put("cpu request", resources.cpuRequest(), asked);
    put("cpu limit", resources.cpuLimit(), asked);
    put("memory request", resources.memoryRequest(), asked);
    put("memory limit", resources.memoryLimit(), asked);
    put("accelerator " + resources.acceleratorType(), resources.acceleratorCount(), asked);
    if (!asked.isEmpty()) {
      warnings.add("resources not kept to by the process runner: " + String.join(", ", asked));
    }
  }

  private static void put(String what, String quantity, List<String> into) {
    if (!quantity.isEmpty()) {
      into.add(what + " " + quantity);
    }
  }

  private static void addMetadata(String what, Map<String, String> values, List<String> warnings) {
    if (!values.isEmpty()) {
      warnings.add(
          "%s %s stand in this record only: a process carries none".formatted(what, values));
    }
  }
}
