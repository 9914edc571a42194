package io.pitwheel.launcher.platform;

import io.pitwheel.launcher.staging.SafeName;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.platform.BundleKind;
import io.pitwheel.platform.BundleVariables;
import io.pitwheel.platform.VolumeNeed.BundleVolume;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets and config maps of this machine: a folder of files each, {@code secrets/<name>/<key>} and
 * {@code config-maps/<name>/<key>} below the data folder, or where settings say. The user puts them
 * there; nothing of ours writes to them. On a machine that has no such folder at all they have no
 * meaning, and a task that asks for one goes on with a warning; once there is one, what is required
 * must be in it, as on a cluster.
 */
final class LocalBundles {
  /** What a cluster keeps of one bundle at most. */
  static final int MAX_VALUE_BYTES = 1024 * 1024;

  private final BundleFolders folders;

  LocalBundles(BundleFolders folders) {
    this.folders = folders;
  }

  /**
   * Puts the variables of a bundle. The line break at the end of a file, which editors leave there,
   * is no part of the value.
   */
  void putVariables(
      BundleVariables<JsonValue> bundle, AttemptNeeds attempt, Map<String, String> into) {
    Path folder = folder(bundle.kind(), JsonWriter.text(bundle.name()));
    bundle
        .keyByVariable()
        .forEach((variable, key) -> {
          Path file =
              folder.resolve(SafeName.require("the key of a " + bundle.kind().words(), key));
          Optional<String> value = read(file, attempt, bundle.kind());
          if (value.isPresent()) {
            into.put(variable, value.get());
          } else if (bundle.isRequired() && isKept(bundle.kind())) {
            throw missing(
                bundle.kind(), attempt, "filling the variable " + variable, "no file " + file);
          } else {
            attempt
                .warnings()
                .add(
                    "variable %s is not set: %s, and there is no file %s"
                        .formatted(variable, excuse(bundle.kind(), bundle.isRequired()), file));
          }
        });
  }

  /** The folder of a bundle; empty when it is optional and not there. */
  Optional<Path> volume(BundleVolume<JsonValue> volume, AttemptNeeds attempt) {
    Path folder = folder(volume.kind(), JsonWriter.text(volume.name()));
    if (Files.isDirectory(folder)) {
      return Optional.of(folder);
    }
    if (volume.isRequired() && isKept(volume.kind())) {
      throw missing(
          volume.kind(), attempt, "mounting " + volume.mountPath(), "no folder " + folder);
    }
    attempt
        .warnings()
        .add(
            "volume %s is empty: %s, and there is no folder %s"
                .formatted(volume.mountPath(), excuse(volume.kind(), volume.isRequired()), folder));
    return Optional.empty();
  }

  private static String excuse(BundleKind kind, boolean isRequired) {
    return isRequired
        ? "no %s is kept on this machine".formatted(kind.words())
        : "its %s is optional".formatted(kind.words());
  }

  /** Whether the user keeps such bundles here. */
  private boolean isKept(BundleKind kind) {
    return Files.isDirectory(parent(kind));
  }

  private Path parent(BundleKind kind) {
    return switch (kind) {
      case SECRET -> folders.secrets();
      case CONFIG_MAP -> folders.configurationMaps();
    };
  }

  private Path folder(BundleKind kind, String name) {
    return parent(kind).resolve(SafeName.require("the " + kind.words(), name));
  }

  private static Optional<String> read(Path file, AttemptNeeds attempt, BundleKind kind) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      long size = Files.size(file);
      if (!Files.isRegularFile(file) || size > MAX_VALUE_BYTES) {
        throw attempt.refused(
            "reading a " + kind.words(),
            "%s has %d bytes or is no file".formatted(file, size),
            "a file of at most %d bytes".formatted(MAX_VALUE_BYTES));
      }
      String text = Files.readString(file, StandardCharsets.UTF_8);
      return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } catch (IOException exception) {
      throw FileTrouble.at(file, "reading a " + kind.words(), exception);
    }
  }

  private static RuntimeException missing(
      BundleKind kind, AttemptNeeds attempt, String tried, String found) {
    return attempt.refused(
        tried,
        found,
        "there, for the %s is not optional; a %s of this machine is a folder with one file a key"
            .formatted(kind.words(), kind.words()));
  }
}
