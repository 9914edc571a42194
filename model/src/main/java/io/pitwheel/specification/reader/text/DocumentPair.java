package io.pitwheel.specification.reader.text;

import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The two documents of a file, told apart by their shape: they may stand in either order. */
public record DocumentPair(JsonObject pipeline, JsonObject platform) {

  public static DocumentPair of(List<JsonObject> documents) {
    @Nullable JsonObject pipeline = null;
    @Nullable JsonObject platform = null;
    int number = 0;
    for (JsonObject document : documents) {
      number++;
      if (document.members().containsKey("platforms")) {
        requireFirst(platform, "platform document", number);
        platform = document;
      } else {
        refuseWorkflow(document, number);
        requireFirst(pipeline, "pipeline", number);
        pipeline = document;
      }
    }
    if (pipeline == null) {
      throw Refusal.of(
          DocumentPath.TOP,
          documents.isEmpty() ? "an empty file" : "a platform document alone",
          "a pipeline, and at most one platform document");
    }
    return new DocumentPair(pipeline, platform == null ? JsonObject.EMPTY : platform);
  }

  private static void requireFirst(@Nullable JsonObject earlier, String what, int number) {
    if (earlier != null) {
      throw Refusal.of(
          "document " + number,
          "a second " + what,
          "one pipeline and at most one platform document");
    }
  }

  private static void refuseWorkflow(JsonObject document, int number) {
    if (document.members().get("apiVersion") instanceof JsonText(String version)
        && version.startsWith("argoproj.io/")) {
      throw Refusal.of(
          "document " + number,
          "an Argo Workflow",
          "a pipeline with schemaVersion 2.1.0, as the SDK of version 2 compiles it");
    }
  }
}
