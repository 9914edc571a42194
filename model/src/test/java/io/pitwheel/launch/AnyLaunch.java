package io.pitwheel.launch;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonSpilled;
import io.pitwheel.value.JsonValue.JsonSpilled.Form;
import io.pitwheel.value.JsonValues;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any instruction and any result, with what a pod is told of the platform. */
final class AnyLaunch {
  private AnyLaunch() {}

  static Arbitrary<LaunchInstruction> instructions() {
    return Combinators.combine(
            reference(),
            executors(),
            declarations(),
            values(),
            names(texts()),
            platforms(),
            durations())
        .flatAs((reference, executor, declared, values, names, platform, timeout) ->
            Combinators.combine(
                    Arbitraries.integers().between(0, Integer.MAX_VALUE),
                    Arbitraries.integers().between(1, Integer.MAX_VALUE),
                    names(userValues()),
                    names(texts()),
                    texts())
                .as((index, attempt, constants, facts, text) ->
                    new LaunchInstruction(
                        "task" + text,
                        reference,
                        index,
                        attempt,
                        executor,
                        declared,
                        values,
                        constants,
                        "s3://bucket/" + text,
                        facts,
                        names,
                        text,
                        text,
                        timeout,
                        platform)));
  }

  static Arbitrary<LaunchResult> results() {
    Arbitrary<List<String>> warnings = texts().list().ofMaxSize(2);
    Arbitrary<TaskFailure> failures =
        Combinators.combine(Arbitraries.of(ErrorCode.class), texts(), texts()).as(TaskFailure::new);
    return Arbitraries.oneOf(
        Combinators.combine(values(), warnings).as(Succeeded::new),
        Combinators.combine(
                failures,
                Arbitraries.integers().injectNull(0.3),
                Arbitraries.of(true, false),
                warnings)
            .as(Failed::new),
        warnings.map(Stopped::new));
  }

  /** With large ones at any place, and objects that look like them. */
  static Arbitrary<JsonValue> userValues() {
    Arbitrary<JsonValue> spilled =
        Combinators.combine(Arbitraries.of(Form.class), Arbitraries.longs().between(0, 1L << 53))
            .as((form, bytes) -> new JsonSpilled(form, "s3://bucket/large", bytes, "abc"));
    Arbitrary<JsonValue> any = Arbitraries.oneOf(JsonValues.any(), spilled);
    Arbitrary<JsonValue> alike = any.map(value -> new JsonObject(Map.of("spilled", value)));
    return Arbitraries.oneOf(any, alike, any.list().ofMaxSize(2).map(JsonList::new));
  }

  private static Arbitrary<TaskReference> reference() {
    return Combinators.combine(
            texts(),
            texts().list().ofMaxSize(3).map(ScopePath::new),
            Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .list()
                .ofMaxSize(2)
                .map(IterationVector::new))
        .as(TaskReference::new);
  }

  private static Arbitrary<ContainerExecutor> executors() {
    Arbitrary<ContainerResources> resources =
        Combinators.combine(texts(), texts(), texts(), texts(), texts(), texts())
            .as(ContainerResources::new);
    return Combinators.combine(
            texts(),
            texts().list().ofMaxSize(3),
            texts().list().ofMaxSize(3),
            names(texts()),
            resources)
        .as(ContainerExecutor::new);
  }

  private static Arbitrary<ComponentInterface> declarations() {
    Arbitrary<ParameterDeclaration> parameters =
        Combinators.combine(
                texts(),
                Arbitraries.of(ParameterType.class),
                userValues().injectNull(0.3),
                Arbitraries.of(true, false),
                userValues().list().ofMaxSize(2),
                texts())
            .as(ParameterDeclaration::new);
    Arbitrary<ArtifactDeclaration> artifacts =
        Combinators.combine(texts(), Arbitraries.of(true, false), names(userValues()))
            .as((text, flag, metadata) ->
                new ArtifactDeclaration(
                    text, text, text, flag, !flag, new JsonObject(metadata), text));
    return Combinators.combine(
            names(parameters), names(artifacts), names(parameters), names(artifacts))
        .as(ComponentInterface::new);
  }

  private static Arbitrary<TaskValues> values() {
    Arbitrary<Artifact> artifacts =
        Combinators.combine(texts(), texts(), names(userValues()))
            .as((text, other, metadata) ->
                new Artifact(text, other, text, other, text, new JsonObject(metadata)));
    return Combinators.combine(names(userValues()), names(artifacts.list().ofMaxSize(2)))
        .as(TaskValues::new);
  }

  private static Arbitrary<TaskPlatform> platforms() {
    Arbitrary<VolumeNeed<JsonValue>> volumes =
        Combinators.combine(
                Arbitraries.integers().between(0, 4),
                texts(),
                Arbitraries.of(BundleKind.class),
                Arbitraries.of(true, false).injectNull(0.3))
            .as((kind, text, bundle, flag) ->
                switch (kind) {
                  case 0 -> new BundleVolume<>(bundle, JsonValue.of(text), "/mnt", flag);
                  case 1 -> new ClaimVolume<>(JsonValue.of(text), "/mnt", text);
                  case 2 -> new EphemeralVolume<>(text, "/mnt", List.of(text), "1Gi", text);
                  case 3 -> new EmptyVolume<>(text, "/mnt", text, text);
                  default -> new SharedMemoryVolume<>(text);
                });
    return Combinators.combine(volumes.list().ofMaxSize(3), texts()).as(AnyLaunch::platform);
  }

  private static TaskPlatform platform(List<VolumeNeed<JsonValue>> volumes, String namespace) {
    return new TaskPlatform(PlatformNeeds.ofVolumes(volumes), namespace, null);
  }

  private static Arbitrary<Duration> durations() {
    return Arbitraries.longs().between(0, Long.MAX_VALUE).map(Duration::ofNanos).injectNull(0.3);
  }

  private static <V> Arbitrary<Map<String, V>> names(Arbitrary<V> values) {
    return Arbitraries.maps(texts(), values).ofMaxSize(2);
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.strings().ofMaxLength(6);
  }
}
