package io.pitwheel.launcher.bucket;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.objectstore.bucket.Bucket;
import io.pitwheel.objectstore.bucket.BucketLocation;
import io.pitwheel.objectstore.bucket.Buckets;
import io.pitwheel.objectstore.folder.BoundedStream;
import io.pitwheel.objectstore.folder.FileTrouble;
import io.pitwheel.objectstore.provider.ProvidedStores;
import io.pitwheel.objectstore.provider.ProviderKinds;
import io.pitwheel.objectstore.provider.StoreSettings;
import io.pitwheel.value.JsonValue.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Buckets that a pod opens itself, with credentials that its container has or its cloud gives it.
 * The places that its task may touch are the same as where the server signs.
 */
public final class DirectBuckets implements PodBuckets {
  private final JsonObject providers;
  private final StoreSettings settings;
  private final TaskReach reach;
  private final Patience patience;
  private final Spool spool;
  private @Nullable Buckets stores;

  /**
   * Opens nothing yet: what goes wrong then goes wrong within the attempt, which tells of it.
   *
   * @param providers KFP's map, as the server tells it
   * @param settings with the environment of the container, some of which may be credentials
   * @param work a folder for what is not sent yet; exists
   * @param patience for a store that does not answer
   */
  public DirectBuckets(
      JsonObject providers, StoreSettings settings, TaskReach reach, Path work, Patience patience) {
    this.providers = providers;
    this.settings = settings;
    this.reach = reach;
    this.patience = patience;
    this.spool = new Spool(work);
  }

  @Override
  public Bucket open(BucketLocation location) {
    return new DirectBucket(
        stores().open(location),
        location.scheme() + "://" + location.bucket() + "/",
        reach,
        patience,
        spool);
  }

  @Override
  public void writeBeginning(String location, Path file, long length) {
    BucketLocation place = BucketLocation.of(location);
    // A copy: the file grows while it is sent.
    try (InputStream beginning = new BoundedStream(Files.newInputStream(file), length)) {
      spool.send(beginning, copy -> stores().open(place).write(place.key(), copy));
    } catch (IOException exception) {
      throw FileTrouble.at(file, "uploading the beginning of a file", exception);
    }
  }

  private synchronized Buckets stores() {
    Buckets opened = stores;
    if (opened == null) {
      ProviderKinds kinds = ProviderKinds.ofThisProgram().orElseThrow(DirectBuckets::withoutCode);
      opened = ProvidedStores.told(providers, settings, kinds.byScheme());
      stores = opened;
    }
    return opened;
  }

  private static PipelinesException withoutCode() {
    return new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "opening the object store: the launcher in this pod has no code for it (expected: kubernetes.launcherImage is an image that was built with --stores, or kubernetes.launcherCredentials is signed)");
  }
}
