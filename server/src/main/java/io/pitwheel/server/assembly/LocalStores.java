package io.pitwheel.server.assembly;

import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.bucket.BucketObjectStore;
import io.pitwheel.objectstore.cloud.CloudKinds;
import io.pitwheel.objectstore.folder.FolderObjectStore;
import io.pitwheel.objectstore.folder.LocalFolders;
import io.pitwheel.objectstore.provider.PipelineRoots;
import io.pitwheel.objectstore.provider.ProvidedStores;
import io.pitwheel.objectstore.provider.RoutedObjectStore;
import io.pitwheel.objectstore.provider.SecretFiles;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.server.settings.OutgoingSettings;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import io.pitwheel.value.JsonValue.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The stores of a server on one machine: folders, and the buckets that an admin set up. */
final class LocalStores {
  private final FolderObjectStore folders;
  private final ProvidedStores buckets;
  private final String root;
  private final LocalFolders localFolders;

  private LocalStores(
      FolderObjectStore folders, ProvidedStores buckets, String root, LocalFolders localFolders) {
    this.folders = folders;
    this.buckets = buckets;
    this.root = root;
    this.localFolders = localFolders;
  }

  /**
   * @param data where artifacts go unless a setting says otherwise
   * @param secrets where credentials are that the map of providers names
   * @throws PipelinesException INVALID_ARGUMENT naming the setting that is wrong
   */
  static LocalStores of(
      Path data, Path secrets, Settings settings, Map<String, String> environment) {
    // A run may name a pipeline root anywhere on this machine, where its commands can write anyway.
    var folders = new FolderObjectStore(Path.of("/"));
    String chosen = settings.text(Setting.OBJECT_STORE_ROOT);
    var buckets =
        new ProvidedStores(
            new StoreSettings(
                chosen,
                settings.file(Setting.OBJECT_STORE_PROVIDERS_FILE).orElse(null),
                new SecretFiles(secrets),
                environment,
                OutgoingSettings.connections(settings)),
            new CloudKinds().byScheme());
    String root = chosen.isEmpty() ? data.resolve("artifacts").toString() : chosen;
    List<Path> named = settings.folders(Setting.OBJECT_STORE_LOCAL_FOLDERS);
    var localFolders =
        new LocalFolders(RoutedObjectStore.isUri(root) ? List.of() : List.of(Path.of(root)));
    var stores = new LocalStores(folders, buckets, root, localFolders.and(named));
    stores.requireRoot(Setting.OBJECT_STORE_ROOT.key(), root);
    return stores;
  }

  /** All of them as one. */
  ObjectStore objects() {
    return new RoutedObjectStore(folders, new BucketObjectStore(buckets));
  }

  /** KFP's map of the buckets' stores, for programs that have credentials of their own. */
  JsonObject withoutCredentials() {
    return buckets.withoutCredentials();
  }

  /** Where artifacts go when a run says nothing else. */
  String root() {
    return root;
  }

  /** What of this machine may be handed out to clients and containers. */
  LocalFolders localFolders() {
    return localFolders;
  }

  /**
   * Whether artifacts can be kept at a place that somebody chose; empty is the default.
   *
   * @param place where it was chosen, such as {@code runtime_config.pipeline_root}
   * @throws PipelinesException INVALID_ARGUMENT with the value and what was expected
   */
  void requireRoot(String place, String chosen) {
    if (RoutedObjectStore.isUri(chosen)) {
      new PipelineRoots(buckets).require(place, chosen);
    } else if (!chosen.isEmpty() && !folders.isLocation(chosen)) {
      throw PipelinesException.invalid(
          place,
          "keeping artifacts at the pipeline root %s (expected: an absolute path without .., or a uri of a store that this server is set up for)"
              .formatted(chosen));
    }
  }
}
