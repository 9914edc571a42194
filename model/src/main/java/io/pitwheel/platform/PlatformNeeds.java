package io.pitwheel.platform;

import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one task asks of its platform. A platform grants it or says that it does not: nothing here
 * is left out silently.
 *
 * @param <V> how a value is given: as written, or resolved
 * @param timeout of one attempt; null for none
 * @param labels and {@code annotations}: on the task's own resource
 * @param others what else was asked for and has no form here, in a few words each
 */
public record PlatformNeeds<V>(
    List<BundleVariables<V>> bundleVariables,
    List<FieldVariable> fieldVariables,
    List<VolumeNeed<V>> volumes,
    Placement<V> placement,
    ImagePull<V> imagePull,
    RunningUser user,
    @Nullable Duration timeout,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> others) {
  public PlatformNeeds {
    bundleVariables = List.copyOf(bundleVariables);
    fieldVariables = List.copyOf(fieldVariables);
    volumes = List.copyOf(volumes);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    others = List.copyOf(others);
  }

  public static <V> PlatformNeeds<V> none() {
    return ofVolumes(List.of());
  }

  /** Volumes, and nothing besides. */
  public static <V> PlatformNeeds<V> ofVolumes(List<VolumeNeed<V>> volumes) {
    return new PlatformNeeds<>(
        List.of(),
        List.of(),
        volumes,
        Placement.none(),
        ImagePull.none(),
        RunningUser.ANYBODY,
        null,
        Map.of(),
        Map.of(),
        List.of());
  }

  /** The same with other volumes. */
  public PlatformNeeds<V> withVolumes(List<VolumeNeed<V>> others) {
    return new PlatformNeeds<>(
        bundleVariables,
        fieldVariables,
        others,
        placement,
        imagePull,
        user,
        timeout,
        labels,
        annotations,
        this.others);
  }

  /**
   * The same for another user.
   *
   * @param leftAside what that leaves aside, in a few words each
   */
  public PlatformNeeds<V> withUser(RunningUser other, List<String> leftAside) {
    return new PlatformNeeds<>(
        bundleVariables,
        fieldVariables,
        volumes,
        placement,
        imagePull,
        other,
        timeout,
        labels,
        annotations,
        Stream.concat(others.stream(), leftAside.stream()).toList());
  }

  /** What its record says of a task whose platform has no {@code others}; a line each. */
  public List<String> missing() {
    return others.stream().map("%s is not provided here"::formatted).toList();
  }

  /** Every value, in no particular order. */
  public Stream<V> values() {
    var values = new ArrayList<V>();
    bundleVariables.forEach(variables -> values.add(variables.name()));
    volumes.forEach(volume -> {
      switch (volume) {
        case BundleVolume<V> bundle -> values.add(bundle.name());
        case ClaimVolume<V> claim -> values.add(claim.name());
        case EphemeralVolume<V> _, EmptyVolume<V> _, SharedMemoryVolume<V> _ -> {}
      }
    });
    Optional.ofNullable(placement.nodeSelector()).ifPresent(values::add);
    values.addAll(placement.tolerations());
    values.addAll(placement.nodeAffinities());
    values.addAll(imagePull.secrets());
    return values.stream();
  }

  /** The same with every value resolved; what hangs on a null value is left out. */
  public <R> PlatformNeeds<R> resolved(ValueResolution<V, R> resolution) {
    V selector = placement.nodeSelector();
    return new PlatformNeeds<>(
        bundleVariables.stream().flatMap(variables -> resolved(variables, resolution)).toList(),
        fieldVariables,
        volumes.stream().flatMap(volume -> resolved(volume, resolution)).toList(),
        new Placement<>(
            selector == null ? null : resolution.structure(selector).orElse(null),
            structures(placement.tolerations(), resolution),
            structures(placement.nodeAffinities(), resolution),
            placement.podAffinities()),
        new ImagePull<>(
            imagePull.policy(),
            imagePull.secrets().stream()
                .flatMap(secret -> resolution.name(secret).stream())
                .toList()),
        user,
        timeout,
        labels,
        annotations,
        others);
  }

  private static <V, R> List<R> structures(List<V> values, ValueResolution<V, R> resolution) {
    return values.stream().flatMap(value -> resolution.structure(value).stream()).toList();
  }

  private static <V, R> Stream<BundleVariables<R>> resolved(
      BundleVariables<V> variables, ValueResolution<V, R> resolution) {
    return resolution
        .name(variables.name())
        .map(name ->
            new BundleVariables<>(
                variables.kind(), name, variables.keyByVariable(), variables.isOptional()))
        .stream();
  }

  private static <V, R> Stream<VolumeNeed<R>> resolved(
      VolumeNeed<V> volume, ValueResolution<V, R> resolution) {
    return switch (volume) {
      case BundleVolume<V>(var kind, V name, var path, var isOptional) ->
          resolution
              .name(name)
              .<VolumeNeed<R>>map(given -> new BundleVolume<>(kind, given, path, isOptional))
              .stream();
      case ClaimVolume<V>(V name, var path, var subPath) ->
          Stream.of(new ClaimVolume<>(resolution.requiredName(name), path, subPath));
      case EphemeralVolume<V>(
              var name,
              var path,
              var modes,
              var size,
              var storageClass,
              var marks) ->
          Stream.of(new EphemeralVolume<R>(name, path, modes, size, storageClass, marks));
      case EmptyVolume<V>(var name, var path, var medium, var limit) ->
          Stream.of(new EmptyVolume<R>(name, path, medium, limit));
      case SharedMemoryVolume<V>(var limit) -> Stream.of(new SharedMemoryVolume<R>(limit));
    };
  }
}
