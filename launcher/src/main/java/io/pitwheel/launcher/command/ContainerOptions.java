package io.pitwheel.launcher.command;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launcher.container.Quantity;
import io.pitwheel.launcher.platform.ProcessNotices;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What a task asks for, as options of a container engine's {@code run}. */
final class ContainerOptions {
  private static final String GRAPHICS_PROCESSOR = "nvidia.com/gpu";

  private final String task;
  private final List<String> options = new ArrayList<>();
  private final List<String> warnings;

  private ContainerOptions(String task, List<String> warnings) {
    this.task = task;
    this.warnings = warnings;
  }

  /**
   * @param warnings gets what no option stands for
   * @throws PipelinesException INVALID_ARGUMENT for a limit that is no quantity
   */
  static List<String> of(TaskCommand command, List<String> warnings) {
    var options = new ContainerOptions(command.task(), warnings);
    options.addResources(command.instruction().executor().resources());
    options.addNeeds(command.instruction().platform().needs());
    ModelImage.among(command.instruction().inputs().artifacts()).forEach(options::addModel);
    return List.copyOf(options.options);
  }

  private void addResources(ContainerResources resources) {
    if (!resources.cpuLimit().isEmpty()) {
      BigDecimal processors = quantity("cpu limit", resources.cpuLimit());
      add("--cpus", processors.stripTrailingZeros().toPlainString());
    }
    if (!resources.memoryLimit().isEmpty()) {
      add("--memory", bytes("memory limit", resources.memoryLimit()));
    }
    if (!resources.memoryRequest().isEmpty()) {
      add("--memory-reservation", bytes("memory request", resources.memoryRequest()));
    }
    if (!resources.cpuRequest().isEmpty()) {
      warnings.add(
          "cpu request %s was left aside: only limits are kept to"
              .formatted(resources.cpuRequest()));
    }
    if (resources.acceleratorType().equals(GRAPHICS_PROCESSOR)) {
      add("--gpus", resources.acceleratorCount());
    } else if (!resources.acceleratorCount().isEmpty()) {
      warnings.add(
          "accelerator %s %s was left aside (expected: %s)"
              .formatted(
                  resources.acceleratorType(), resources.acceleratorCount(), GRAPHICS_PROCESSOR));
    }
  }

  private void addNeeds(PlatformNeeds<JsonValue> needs) {
    needs.labels().forEach((name, value) -> add("--label", name + "=" + value));
    needs.annotations().forEach((name, value) -> add("--label", name + "=" + value));
    for (VolumeNeed<JsonValue> volume : needs.volumes()) {
      if (volume instanceof SharedMemoryVolume<JsonValue>(String size) && !size.isEmpty()) {
        add("--shm-size", bytes("shared memory", size));
      }
    }
    ProcessNotices.addUser(needs.user(), warnings);
    if (!needs.imagePull().secrets().isEmpty()) {
      warnings.add(
          "image pull secrets %s were left aside: the container engine's own login is used"
              .formatted(needs.imagePull().secrets().stream().map(JsonWriter::text).toList()));
    }
  }

  /** Podman, and docker from version 28 on, mount the files of an image. */
  private void addModel(ModelImage model) {
    add("--mount", "type=image,source=%s,target=%s".formatted(model.image(), model.folder()));
  }

  private String bytes(String what, String text) {
    return quantity(what, text).setScale(0, RoundingMode.CEILING).toPlainString();
  }

  private BigDecimal quantity(String what, String text) {
    return Quantity.parse(text)
        .filter(number -> number.signum() > 0)
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.INVALID_ARGUMENT,
                "running task %s in a container: its %s is \"%s\" (expected: a quantity above 0 such as 500m or 2Gi)"
                    .formatted(task, what, text)));
  }

  private void add(String option, String value) {
    options.add(option);
    options.add(value);
  }
}
