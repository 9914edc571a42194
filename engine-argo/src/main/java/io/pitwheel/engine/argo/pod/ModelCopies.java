package io.pitwheel.engine.argo.pod;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Models in images beside a task's own: each is copied by an init container of its image into a
 * folder that the command sees where the SDK looks for it. The program that copies is the
 * launcher's own, so an image needs nothing but the files.
 *
 * @param images in any order, each once
 * @param pullPolicy of the task; empty for the cluster's own
 */
record ModelCopies(List<ModelImage> images, String pullPolicy) {
  /** Where the files are in an image. */
  private static final String MODELS = "/models";

  private static final String TARGET = "/pitwheel-model";

  /** Nobody in particular; files in images are for everybody. */
  private static final int USER = 65_532;

  List<JsonValue> volumes() {
    return each(
        (name, _) -> new JsonMembers().put("name", name).put("emptyDir", JsonObject.EMPTY).build());
  }

  /** Of the command's container. */
  List<JsonValue> mounts() {
    return each((name, image) -> OwnParts.mount(name, image.path()));
  }

  /** The first is the launcher's own, for the order alone: it brings the program. */
  JsonList initContainers() {
    if (images.isEmpty()) {
      return new JsonList(List.of());
    }
    var containers = new ArrayList<JsonValue>();
    containers.add(JsonMembers.of("name", OwnParts.COPYING));
    containers.addAll(each(this::copying));
    return new JsonList(containers);
  }

  private JsonObject copying(String name, ModelImage image) {
    return new JsonMembers()
        .put("name", name)
        .put("image", image.image())
        .putUnlessEmpty("imagePullPolicy", pullPolicy)
        .put(
            "command",
            Stream.of(OwnParts.LAUNCHER, "take", MODELS, TARGET).map(JsonValue::of).toList())
        .put(
            "volumeMounts",
            List.of(
                OwnParts.mount(OwnParts.LAUNCHER_VOLUME, OwnParts.LAUNCHER_FOLDER),
                OwnParts.mount(name, TARGET)))
        .put("resources", OwnParts.resourcesForCopying())
        .put("terminationMessagePolicy", "FallbackToLogsOnError")
        .put(
            "securityContext",
            new JsonMembers()
                .put("runAsUser", JsonValue.of(USER))
                .put("runAsNonRoot", JsonValue.of(true))
                .putAll(OwnParts.unprivileged())
                .build())
        .build();
  }

  private interface Form {
    JsonObject of(String name, ModelImage image);
  }

  private List<JsonValue> each(Form form) {
    List<ModelImage> sorted =
        images.stream().sorted((one, other) -> one.image().compareTo(other.image())).toList();
    var all = new ArrayList<JsonValue>();
    for (ModelImage image : sorted) {
      all.add(form.of("model-" + (all.size() + 1), image));
    }
    return all;
  }
}
