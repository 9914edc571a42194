package io.pitwheel.launcher.staging;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ModelImage;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.objectstore.ObjectStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Brings input artifacts to this machine. What cannot be brought is a warning: a component may need
 * no more than the uri, and metrics have no bytes.
 */
public final class InputStager {
  private final ObjectStore store;

  public InputStager(ObjectStore store) {
    this.store = store;
  }

  /**
   * Local paths of all elements of all artifact inputs, by input.
   *
   * @param into a folder for what has to be copied; the store makes it if need be
   * @param warnings gets one line for each artifact that is not there
   */
  public Map<String, List<String>> stage(
      Map<String, List<Artifact>> inputs, Path into, List<String> warnings) {
    var paths = new TreeMap<String, List<String>>();
    inputs.forEach((name, artifacts) -> {
      Path folder = into.resolve(SafeName.require("the input", name));
      var staged = new ArrayList<String>();
      for (Artifact artifact : artifacts) {
        staged.add(stageOne(name, artifact, folder, warnings));
      }
      paths.put(name, staged);
    });
    return paths;
  }

  private String stageOne(String name, Artifact artifact, Path folder, List<String> warnings) {
    String uri = artifact.uri();
    if (uri.isEmpty()) {
      return "";
    }
    Optional<ModelImage> image = ModelImage.of(artifact);
    if (image.isPresent()) {
      return image.get().path();
    }
    try {
      if (store.exists(uri)) {
        return store.stage(uri, folder).toString();
      }
      if (!MetricsSchemas.liveInMetadata(artifact.schemaTitle())) {
        warnings.add("input artifact %s: nothing stands at %s".formatted(name, uri));
      }
    } catch (PipelinesException exception) {
      if (exception.code() != ErrorCode.INVALID_ARGUMENT) {
        throw exception;
      }
      if (!uri.startsWith("/")) {
        warnings.add(
            "input artifact %s: %s is not in the object store; the component gets the uri alone"
                .formatted(name, uri));
      }
    }
    return uri;
  }
}
