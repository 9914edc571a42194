package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.KubernetesExecutorConfig;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.platform.VolumeNeed.ClaimMarks;
import io.pitwheel.platform.VolumeNeed.ClaimVolume;
import io.pitwheel.platform.VolumeNeed.EmptyVolume;
import io.pitwheel.platform.VolumeNeed.EphemeralVolume;
import io.pitwheel.platform.VolumeNeed.SharedMemoryVolume;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Reads the volumes that an executor asks for. */
// The deprecated fields are what older SDKs write.
@SuppressWarnings("deprecation")
final class PlatformVolumeReader {
  private final DocumentPath path;

  PlatformVolumeReader(DocumentPath path) {
    this.path = path;
  }

  List<VolumeNeed<PlacedSource>> read(KubernetesExecutorConfig settings) {
    var volumes = new ArrayList<VolumeNeed<PlacedSource>>();
    addSecrets(settings, volumes);
    addPlainBundles(settings, volumes);
    for (int position = 0; position < settings.getPvcMountCount(); position++) {
      var mount = settings.getPvcMount(position);
      DocumentPath place = path.field("pvcMount").index(position);
      String target = mountPath(mount.getMountPath(), place);
      volumes.add(
          new ClaimVolume<>(PlatformValueReader.claim(mount, place), target, mount.getSubPath()));
    }
    for (int position = 0; position < settings.getGenericEphemeralVolumeCount(); position++) {
      var volume = settings.getGenericEphemeralVolume(position);
      DocumentPath place = path.field("genericEphemeralVolume").index(position);
      volumes.add(
          new EphemeralVolume<>(
              volume.getVolumeName(),
              mountPath(volume.getMountPath(), place),
              volume.getAccessModesList(),
              QuantityRules.require(volume.getSize(), place.field("size")),
              volume.getDefaultStorageClass() ? "" : volume.getStorageClassName(),
              new ClaimMarks(
                  volume.getMetadata().getLabelsMap(), volume.getMetadata().getAnnotationsMap())));
    }
    for (int position = 0; position < settings.getEmptyDirMountsCount(); position++) {
      var volume = settings.getEmptyDirMounts(position);
      DocumentPath place = path.field("emptyDirMounts").index(position);
      String target = mountPath(volume.getMountPath(), place);
      volumes.add(
          new EmptyVolume<>(
              volume.getVolumeName(),
              target,
              volume.getMedium(),
              QuantityRules.require(volume.getSizeLimit(), place.field("sizeLimit"))));
    }
    if (settings.hasEnabledSharedMemory()) {
      volumes.add(
          new SharedMemoryVolume<>(
              QuantityRules.require(
                  settings.getEnabledSharedMemory().getSize(),
                  path.field("enabledSharedMemory").field("size"))));
    }
    return volumes;
  }

  private void addSecrets(
      KubernetesExecutorConfig settings, List<VolumeNeed<PlacedSource>> volumes) {
    for (int position = 0; position < settings.getSecretAsVolumeCount(); position++) {
      var secret = settings.getSecretAsVolume(position);
      DocumentPath place = path.field("secretAsVolume").index(position);
      volumes.add(
          new BundleVolume<>(
              BundleKind.SECRET,
              PlatformValueReader.name(
                  secret.getSecretNameParameter(),
                  "secretNameParameter",
                  secret.getSecretName(),
                  place),
              mountPath(secret.getMountPath(), place),
              secret.hasOptional() ? secret.getOptional() : null));
    }
  }

  private void addPlainBundles(
      KubernetesExecutorConfig settings, List<VolumeNeed<PlacedSource>> volumes) {
    for (int position = 0; position < settings.getConfigMapAsVolumeCount(); position++) {
      var plain = settings.getConfigMapAsVolume(position);
      DocumentPath place = path.field("configMapAsVolume").index(position);
      volumes.add(
          new BundleVolume<>(
              BundleKind.CONFIG_MAP,
              PlatformValueReader.name(
                  plain.getConfigMapNameParameter(),
                  "configMapNameParameter",
                  plain.getConfigMapName(),
                  place),
              mountPath(plain.getMountPath(), place),
              plain.hasOptional() ? plain.getOptional() : null));
    }
  }

  private static String mountPath(String mountPath, DocumentPath place) {
    if (!mountPath.startsWith("/")) {
      throw Refusal.of(place.field("mountPath"), "\"%s\"".formatted(mountPath), "an absolute path");
    }
    return mountPath;
  }
}
