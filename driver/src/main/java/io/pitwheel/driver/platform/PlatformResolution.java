package io.pitwheel.driver.platform;

import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.inputs.InputResolution;
import io.pitwheel.platform.ClaimOperation;
import io.pitwheel.platform.ExecutorPlatform;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.platform.TaskSettingsField;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a task that runs a command asks of its platform, resolved; and the part of it that the task
 * takes as a value instead.
 *
 * @param inputs with the value of every input of type TASK_CONFIG
 * @param executor without what the task takes as a value and does not want applied
 */
public record PlatformResolution(
    TaskValues inputs, ContainerExecutor executor, TaskPlatform platform) {

  /**
   * @param filled the executor with image and resources resolved
   * @throws io.pitwheel.failure.PipelinesException INVALID_ARGUMENT with the place in the platform
   *     document or the input that cannot be resolved
   */
  public static PlatformResolution of(
      DrivingContext context,
      ContainerComponent component,
      InputResolution resolution,
      ContainerExecutor filled) {
    String task = context.node().path().slashed();
    PlatformNeeds<JsonValue> needs =
        component.platform().needs().resolved(new PlatformValues(resolution, task));
    TaskValues inputs = resolution.resolved();
    String namespace = context.run().namespace();
    Optional<ClaimOperation> operation = ClaimOperations.find(context, component, inputs);
    if (operation.isPresent()) {
      return new PlatformResolution(
          inputs, filled, new TaskPlatform(needs, namespace, operation.get()));
    }
    var settings = new TaskSettings(filled, needs);
    Map<TaskSettingsField, Boolean> passthroughs = component.platform().passthroughs();
    return new PlatformResolution(
        withSettings(inputs, component, settings.of(passthroughs.keySet())),
        applied(filled, component.platform()),
        new TaskPlatform(TaskSettings.applied(needs, passthroughs), namespace, null));
  }

  /** Names of the volumes that outlive the task. */
  public Set<String> claims() {
    var names = new TreeSet<String>();
    platform
        .needs()
        .volumes()
        .forEach(volume -> {
          if (volume instanceof ClaimVolume<JsonValue> claim) {
            names.add(JsonWriter.text(claim.name()));
          }
        });
    return names;
  }

  private static TaskValues withSettings(
      TaskValues inputs, ContainerComponent component, JsonValue settings) {
    var parameters = new TreeMap<>(inputs.parameters());
    for (ParameterDeclaration input : component.declared().inputParameters().values()) {
      if (input.type() == ParameterType.TASK_CONFIG) {
        parameters.put(input.name(), settings);
      }
    }
    return new TaskValues(parameters, inputs.artifacts());
  }

  private static ContainerExecutor applied(
      ContainerExecutor executor, ExecutorPlatform<PlacedSource> platform) {
    return new ContainerExecutor(
        executor.image(),
        executor.command(),
        executor.arguments(),
        isApplied(platform, TaskSettingsField.ENV) ? executor.environment() : Map.of(),
        isApplied(platform, TaskSettingsField.RESOURCES)
            ? executor.resources()
            : ContainerResources.NONE);
  }

  private static boolean isApplied(
      ExecutorPlatform<PlacedSource> platform, TaskSettingsField field) {
    @Nullable Boolean isApplied = platform.passthroughs().get(field);
    return isApplied == null || isApplied;
  }
}
