package io.pitwheel.server.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchAnswer.Begin;
import io.pitwheel.launch.LaunchAnswer.NothingToRun;
import io.pitwheel.launch.PodLaunches;
import io.pitwheel.launch.TaskReach;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.SignedAccess;
import io.pitwheel.objectstore.SignedRequest;
import io.pitwheel.objectstore.StoredPage;
import io.pitwheel.objectstore.UploadedPart;
import io.pitwheel.value.ShownText;
import java.time.Duration;
import java.util.List;

/**
 * What pods may do in the object store without credentials: each only in what its task reads and
 * writes.
 *
 * <p>Errors: PERMISSION_DENIED for another location, FAILED_PRECONDITION for a pod that is not
 * under way, for a store that signs nothing and for a server that is not to sign, and as of {@link
 * SignedAccess}.
 */
final class TaskObjects {
  /** Long enough for one request to begin; a pod asks anew for each. */
  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final PodLaunches launches;
  private final ObjectStore objects;
  private final RunPlaces places;
  private final PodStores stores;

  TaskObjects(PodLaunches launches, ObjectStore objects, RunPlaces places, PodStores stores) {
    this.launches = launches;
    this.objects = objects;
    this.places = places;
    this.stores = stores;
  }

  /** A pod of a task, as it names itself. */
  record Pod(String runId, String taskKey, int number) {}

  SignedRequest get(Pod pod, String location) {
    return readable(pod, location).get(location, LIFETIME, "");
  }

  SignedRequest put(Pod pod, String location) {
    return writable(pod, location).put(location, LIFETIME);
  }

  SignedRequest putPart(Pod pod, String location, String upload, int part) {
    return writable(pod, location).putPart(location, required(upload), part, LIFETIME);
  }

  String beginParts(Pod pod, String location) {
    return writable(pod, location).beginParts(location);
  }

  void completeParts(Pod pod, String location, String upload, List<UploadedPart> parts) {
    SignedAccess access = writable(pod, location);
    if (parts.isEmpty() || parts.size() > SignedAccess.MAX_PARTS) {
      throw PipelinesException.invalid(
          "parts",
          "making an object of %d parts (expected: from 1 to %d)"
              .formatted(parts.size(), SignedAccess.MAX_PARTS));
    }
    access.completeParts(location, required(upload), parts);
  }

  void abandonParts(Pod pod, String location, String upload) {
    writable(pod, location).abandonParts(location, required(upload));
  }

  /**
   * A page of the objects at and below a location.
   *
   * @param position empty for the first
   */
  StoredPage list(Pod pod, String location, String position) {
    return readable(pod, location).list(location, position);
  }

  private static String required(String upload) {
    if (upload.isEmpty()) {
      throw PipelinesException.invalid(
          "upload", "reading upload: it is missing (expected: the upload of the parts)");
    }
    return upload;
  }

  private SignedAccess readable(Pod pod, String location) {
    SignedAccess access = access(location, reachOf(pod).mayRead(location), "read");
    // An input may be an artifact that was told, or imported, with the uri of another team's.
    places.requireRead(pod.runId(), location);
    return access;
  }

  private SignedAccess writable(Pod pod, String location) {
    return access(location, reachOf(pod).mayWrite(location), "write");
  }

  private TaskReach reachOf(Pod pod) {
    return switch (launches.find(pod.runId(), pod.taskKey(), pod.number())) {
      case Begin(var instruction) -> TaskReach.of(instruction);
      case NothingToRun(var reason) ->
          throw new PipelinesException(
              ErrorCode.FAILED_PRECONDITION, "reaching for the object store: " + reason);
    };
  }

  private SignedAccess access(String location, boolean isAllowed, String verb) {
    if (!isAllowed) {
      throw new PipelinesException(
          ErrorCode.PERMISSION_DENIED,
          "asking to %s %s: the task may not (expected: at or below its own inputs, outputs or log)"
              .formatted(verb, ShownText.cut(location)),
          "location",
          null);
    }
    stores.requireSigning();
    return objects
        .signedAccess(location)
        .orElseThrow(() ->
            new PipelinesException(
                ErrorCode.FAILED_PRECONDITION,
                "asking to %s %s: it is in a folder of the server's machine (expected: an object store that server and pods both reach; objectStore.root says which)"
                    .formatted(verb, ShownText.cut(location)),
                "location",
                null));
  }
}
