package io.pitwheel.specification.reader;

import io.pitwheel.api.pipelinespec.WorkspaceConfig;
import io.pitwheel.specification.reader.message.StructValues;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonText;

/** What a pipeline may say of the volume that its tasks share. */
final class WorkspaceRules {
  private WorkspaceRules() {}

  /**
   * Refuses a size that is no quantity, and a patch of other fields than access modes and storage
   * class, or of another form.
   */
  static void require(WorkspaceConfig workspace, DocumentPath path) {
    var _ = QuantityRules.require(workspace.getSize(), path.field("size"));
    DocumentPath patch = path.field("kubernetes").field("pvcSpecPatch");
    StructValues.fromStruct(workspace.getKubernetes().getPvcSpecPatch())
        .members()
        .forEach((field, value) -> requirePatched(field, value, patch.field(field)));
  }

  private static void requirePatched(String field, JsonValue value, DocumentPath path) {
    boolean isKnown =
        switch (field) {
          case "accessModes" ->
              value instanceof JsonList list
                  && list.values().stream().allMatch(JsonText.class::isInstance);
          case "storageClassName" -> value instanceof JsonText text && !text.value().isEmpty();
          default -> false;
        };
    if (!isKnown) {
      throw Refusal.of(
          path,
          value.description(),
          "a list of texts as accessModes, or a text that is not empty as storageClassName");
    }
  }
}
