package io.pitwheel.launcher.platform;

import java.nio.file.Path;

/**
 * Where the secrets and config maps of this machine are: a folder of a name each, with its keys.
 */
public record BundleFolders(Path secrets, Path configurationMaps) {
  /** Where they are unless a setting says otherwise. */
  public static BundleFolders below(Path data) {
    return new BundleFolders(data.resolve("secrets"), data.resolve("config-maps"));
  }

  /**
   * @param secrets absolute; empty for the usual place, as is {@code configurationMaps}
   */
  public static BundleFolders of(Path data, String secrets, String configurationMaps) {
    BundleFolders usual = below(data);
    return new BundleFolders(
        secrets.isEmpty() ? usual.secrets() : Path.of(secrets),
        configurationMaps.isEmpty() ? usual.configurationMaps() : Path.of(configurationMaps));
  }
}
