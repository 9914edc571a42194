package io.pitwheel.launcher.staging;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.RunWorkspaces;
import io.pitwheel.objectstore.ObjectStore;
import io.pitwheel.objectstore.folder.FileTree;
import io.pitwheel.objectstore.folder.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Workspaces below a data folder: {@code work/<run>/.workspace}. No task can have a key with a dot,
 * so none can meet it. Copies of artifacts stand where the SDK looks for them: {@code
 * .artifacts/scheme/bucket/key} for {@code scheme://bucket/key}.
 */
public final class FolderWorkspaces implements RunWorkspaces {
  private static final Pattern SCHEME = Pattern.compile("^([a-z][a-z0-9+.-]*)://");
  private static final String FILE = "file://";

  private final Path data;
  private final ObjectStore store;

  public FolderWorkspaces(Path data, ObjectStore store) {
    this.data = data;
    this.store = store;
  }

  /** The folder of a run; whether it is there or not. */
  public Path folderOf(String runId) {
    return data.resolve("work").resolve(SafeName.require("the run", runId)).resolve(".workspace");
  }

  /** The same, made if need be. */
  public Path makeFolder(String runId) {
    Path folder = folderOf(runId);
    try {
      return Files.createDirectories(folder);
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "making the run's workspace", exception);
    }
  }

  @Override
  public void bring(String runId, String uri) {
    bringTo(runId, uri);
  }

  /** Brings it unless it is there, and answers where. */
  Path bringTo(String runId, String uri) {
    Path place = placeOf(runId, uri);
    if (Files.exists(place)) {
      return place;
    }
    Path unfinished = makeFolder(runId).resolve(".unfinished-" + UUID.randomUUID());
    try {
      try {
        Files.createDirectories(unfinished);
        Path source = store.stage(locationOf(uri), unfinished.resolve("staged"));
        FileTree.copy(source, unfinished.resolve("copy"));
        Files.createDirectories(place.getParent());
        Files.move(unfinished.resolve("copy"), place);
      } finally {
        FileTree.delete(unfinished);
      }
    } catch (IOException exception) {
      if (!Files.exists(place)) {
        throw FileTrouble.at(place, "copying " + uri + " to the run's workspace", exception);
      }
      // Another task of the run was quicker with the same copy.
    }
    return place;
  }

  @Override
  public void remove(String runId) {
    Path folder = folderOf(runId);
    try {
      if (Files.exists(folder)) {
        FileTree.delete(folder);
      }
    } catch (IOException exception) {
      throw FileTrouble.at(folder, "deleting the run's workspace", exception);
    }
  }

  /** A local file may be named as a URI. */
  private static String locationOf(String uri) {
    return uri.startsWith(FILE) ? uri.substring(FILE.length()) : uri;
  }

  private Path placeOf(String runId, String uri) {
    Path artifacts = folderOf(runId).resolve(".artifacts");
    String relative = SCHEME.matcher(locationOf(uri)).replaceFirst("$1/").replaceFirst("^/+", "");
    Path place =
        uri.indexOf('\0') < 0 ? artifacts.resolve(relative).normalize() : artifacts.normalize();
    if (place.equals(artifacts) || !place.startsWith(artifacts)) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "copying %s to the run's workspace (expected: a URI with a path that stays below its bucket)"
              .formatted(uri.replace("\0", "\\0")));
    }
    return place;
  }
}
