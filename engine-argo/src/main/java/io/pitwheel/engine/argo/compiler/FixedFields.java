package io.pitwheel.engine.argo.compiler;

import io.pitwheel.engine.argo.pod.PodFields;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.ValueResolution;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterSource.ConstantParameter;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import io.pitwheel.value.JsonWriter;
import java.util.Optional;
import java.util.stream.Stream;

/** Fields of a pod that the pipeline alone decides, when that is so of all of them. */
final class FixedFields {
  private static final String PLACEHOLDER = "{{$";

  private FixedFields() {}

  /**
   * Empty when a value of the run decides one: then the driver decides all.
   *
   * @param workspace of the run, when the task uses it whatever its values are
   */
  static Optional<PodFields> of(
      ContainerComponent component, Optional<VolumeNeed<JsonValue>> workspace) {
    ContainerExecutor executor = component.executor();
    PlatformNeeds<PlacedSource> needs = component.platform().needs();
    boolean isFixed =
        isFixed(executor.image())
            && texts(executor.resources()).allMatch(FixedFields::isFixed)
            && component.platform().passthroughs().isEmpty()
            && needs.values().allMatch(FixedFields::isFixed);
    return isFixed
        ? Optional.of(PodFields.of(executor, with(needs.resolved(new Constants()), workspace)))
        : Optional.empty();
  }

  private static PlatformNeeds<JsonValue> with(
      PlatformNeeds<JsonValue> needs, Optional<VolumeNeed<JsonValue>> workspace) {
    return needs.withVolumes(Stream.concat(needs.volumes().stream(), workspace.stream()).toList());
  }

  static boolean isFixed(String text) {
    return !text.contains(PLACEHOLDER);
  }

  /** What is no name and no structure is left to the driver, which refuses it with its place. */
  private static boolean isFixed(PlacedSource value) {
    return value.source() instanceof ConstantParameter(JsonValue constant)
        && isFixed(JsonWriter.write(constant))
        && switch (constant) {
          case JsonText text -> !text.value().isEmpty();
          case JsonObject _, JsonList _, JsonNull _ -> true;
          default -> false;
        };
  }

  private static Stream<String> texts(ContainerResources resources) {
    return Stream.of(
        resources.cpuRequest(),
        resources.cpuLimit(),
        resources.memoryRequest(),
        resources.memoryLimit(),
        resources.acceleratorType(),
        resources.acceleratorCount());
  }

  private static final class Constants implements ValueResolution<PlacedSource, JsonValue> {
    @Override
    public Optional<JsonValue> name(PlacedSource value) {
      return structure(value);
    }

    @Override
    public JsonValue requiredName(PlacedSource value) {
      return constant(value);
    }

    @Override
    public Optional<JsonValue> structure(PlacedSource value) {
      return Optional.of(constant(value)).filter(found -> !(found instanceof JsonNull));
    }

    private static JsonValue constant(PlacedSource value) {
      if (value.source() instanceof ConstantParameter(JsonValue constant)) {
        return constant;
      }
      throw new IllegalStateException(value.path() + " is no constant");
    }
  }
}
