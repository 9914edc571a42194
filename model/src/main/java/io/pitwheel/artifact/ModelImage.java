package io.pitwheel.artifact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model whose files are in a container image, by a URI such as {@code oci://registry/model:1}.
 * The SDK looks for them at {@code /oci/registry_model:1/models}, which only a container can have.
 *
 * @param image as an engine pulls it
 */
public record ModelImage(String image) {
  /** The type of artifacts that may be one. */
  public static final String SCHEMA_TITLE = "system.Model";

  private static final String SCHEME = "oci://";

  /** Whether a URI names an image. */
  public static boolean isNamedBy(String uri) {
    return uri.startsWith(SCHEME);
  }

  /** The image of an artifact; empty when it has none. */
  public static Optional<ModelImage> of(Artifact artifact) {
    return isNamedBy(artifact.uri())
        ? Optional.of(new ModelImage(artifact.uri().substring(SCHEME.length())))
        : Optional.empty();
  }

  /** Those among the inputs of a task, each once. */
  public static List<ModelImage> among(Map<String, List<Artifact>> inputs) {
    return inputs.values().stream()
        .flatMap(Collection::stream)
        .flatMap(artifact -> of(artifact).stream())
        .distinct()
        .toList();
  }

  /** Where the SDK expects the root of the image. */
  public String folder() {
    return "/oci/" + image.replace('/', '_');
  }

  /** Where the SDK expects the model's files. */
  public String path() {
    return folder() + "/models";
  }
}
