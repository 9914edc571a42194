package io.pitwheel.platform;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder that a task wants to find at a path of its own choosing. */
public sealed interface VolumeNeed<V> {
  /** Where the task wants it; not empty. */
  String mountPath();

  /**
   * The values of a bundle, one file each.
   *
   * @param isOptional as in {@link BundleVariables}
   */
  record BundleVolume<V>(BundleKind kind, V name, String mountPath, @Nullable Boolean isOptional)
      implements VolumeNeed<V> {
    /** Whether an absent bundle is an error. */
    public boolean isRequired() {
      return isOptional == null || !isOptional;
    }
  }

  /**
   * A volume that outlives the task, by the name of the claim on it.
   *
   * @param subPath a folder inside; empty for the whole
   */
  record ClaimVolume<V>(V name, String mountPath, String subPath) implements VolumeNeed<V> {}

  /**
   * A volume made for the task and removed after it.
   *
   * @param storageClass empty for the platform's own
   * @param marks what the claim on it is marked with
   */
  record EphemeralVolume<V>(
      String name,
      String mountPath,
      List<String> accessModes,
      String size,
      String storageClass,
      ClaimMarks marks)
      implements VolumeNeed<V> {
    public EphemeralVolume {
      accessModes = List.copyOf(accessModes);
    }

    /** One whose claim has no marks. */
    public EphemeralVolume(
        String name, String mountPath, List<String> accessModes, String size, String storageClass) {
      this(name, mountPath, accessModes, size, storageClass, ClaimMarks.NONE);
    }
  }

  /** Labels and annotations of a claim. */
  record ClaimMarks(Map<String, String> labels, Map<String, String> annotations) {
    public static final ClaimMarks NONE = new ClaimMarks(Map.of(), Map.of());

    public ClaimMarks {
      labels = Collections.unmodifiableMap(new TreeMap<>(labels));
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
  }

  /**
   * An empty folder, removed after the task.
   *
   * @param medium empty for the platform's own, {@code Memory} for one in memory
   * @param sizeLimit empty for none
   */
  record EmptyVolume<V>(String name, String mountPath, String medium, String sizeLimit)
      implements VolumeNeed<V> {}

  /**
   * More memory than usual for processes of the task to share, where they look for it.
   *
   * @param sizeLimit empty for what the task's memory allows
   */
  record SharedMemoryVolume<V>(String sizeLimit) implements VolumeNeed<V> {
    @Override
    public String mountPath() {
      return "/dev/shm";
    }
  }
}
