package io.pitwheel.launcher.output;

import io.pitwheel.placeholder.ExecutorInput.OutputArtifact;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an attempt's outputs are on this machine, and where they belong: the same folder, unless
 * the store is elsewhere.
 *
 * @param provided what the task was given for one output
 * @param localFolder of all its outputs, with a slash at the end
 * @param remoteFolder the same as a location
 */
record OutputPlace(OutputArtifact provided, String localFolder, String remoteFolder) {
  static OutputPlace of(OutputArtifact provided) {
    return new OutputPlace(
        provided, folderOf(provided.path()), folderOf(provided.artifact().uri()));
  }

  /**
   * The uri to record for one that the component reports: user code sees copies under local paths,
   * and may derive more of them.
   */
  String uriOf(String reported) {
    boolean isInside =
        reported.startsWith(localFolder)
            && reported.indexOf('\0') < 0
            && Path.of(reported).normalize().toString().equals(reported);
    return isInside ? remoteFolder + reported.substring(localFolder.length()) : reported;
  }

  /** Where the bytes of a uri should be; empty for a uri that the component made up. */
  Optional<String> pathOf(String uri) {
    if (uri.equals(provided.artifact().uri())) {
      return Optional.of(provided.path());
    }
    boolean isCopied = !localFolder.equals(remoteFolder) && uri.startsWith(remoteFolder);
    return isCopied
        ? Optional.of(localFolder + uri.substring(remoteFolder.length()))
        : Optional.empty();
  }

  private static String folderOf(String place) {
    return place.substring(0, place.lastIndexOf('/') + 1);
  }
}
