package io.pitwheel.cli.result;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * The deepest folder that all artifacts of a run are below: said once, it need not stand in every
 * line.
 *
 * @param uri with a slash at its end; empty when there is none worth saying
 */
record ArtifactFolder(String uri) {
  static final ArtifactFolder NONE = new ArtifactFolder("");

  static ArtifactFolder of(List<JsonObject> outputs) {
    var uris = new ArrayList<String>();
    outputs.forEach(output -> addUris(output, uris));
    if (uris.size() < 2) {
      return NONE;
    }
    String common = uris.getFirst();
    for (String uri : uris) {
      int length = 0;
      while (length < Math.min(common.length(), uri.length())
          && common.charAt(length) == uri.charAt(length)) {
        length++;
      }
      common = common.substring(0, length);
    }
    String folder = common.substring(0, common.lastIndexOf('/') + 1);
    boolean isOnlyRoot = folder.length() <= 1 || folder.endsWith("//");
    return isOnlyRoot ? NONE : new ArtifactFolder(folder);
  }

  /** The place of an artifact below the folder. */
  String placeOf(String artifactUri) {
    return artifactUri.startsWith(uri) ? artifactUri.substring(uri.length()) : artifactUri;
  }

  private static void addUris(JsonObject outputs, List<String> uris) {
    if (outputs.get("artifacts") instanceof JsonObject artifacts) {
      for (JsonElement list : artifacts.asMap().values()) {
        if (list instanceof JsonArray array
            && array.size() == 1
            && array.get(0) instanceof JsonObject artifact
            && artifact.has("uri")) {
          uris.add(artifact.get("uri").getAsString());
        }
      }
    }
  }
}
