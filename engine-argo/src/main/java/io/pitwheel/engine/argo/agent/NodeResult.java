package io.pitwheel.engine.argo.agent;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.engine.argo.driving.DriverAnswer;
import io.pitwheel.engine.argo.driving.DriverAnswer.Fail;
import io.pitwheel.engine.argo.driving.DriverAnswer.Launch;
import io.pitwheel.engine.argo.pod.PodFields;
import io.pitwheel.engine.argo.workflow.WorkflowWords;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.List;

/** An answer of the driver as the result of a node, in Argo's form. */
final class NodeResult {
  /** Of a message: Argo keeps it in the Workflow, beside all others. */
  private static final int MAX_MESSAGE_LENGTH = 500;

  private NodeResult() {}

  /**
   * @param hasFields whether the node wants the fields of its pod: Argo would keep them in every
   *     other node for nothing
   */
  static JsonObject of(DriverAnswer answer, boolean hasFields) {
    return answer
        .word()
        .map(word -> succeeded(word, answer, hasFields))
        .orElseGet(() -> failed(answer instanceof Fail(String message) ? message : ""));
  }

  private static JsonObject succeeded(String word, DriverAnswer answer, boolean hasFields) {
    var outputs = new JsonMembers().put("result", word);
    if (hasFields && answer instanceof Launch(LaunchTask task) && task != null) {
      outputs.put("parameters", List.of(fields(task)));
    }
    return new JsonMembers().put("phase", "Succeeded").put("outputs", outputs.build()).build();
  }

  private static JsonObject fields(LaunchTask task) {
    var fields =
        PodFields.of(
            task.executor(), task.platform().needs(), ModelImage.among(task.inputs().artifacts()));
    return new JsonMembers()
        .put("name", WorkflowWords.FIELDS)
        .put("value", JsonWriter.write(fields.wholePatch()))
        .build();
  }

  private static JsonObject failed(String message) {
    String shown =
        message.length() <= MAX_MESSAGE_LENGTH
            ? message
            : message.substring(0, MAX_MESSAGE_LENGTH) + "…";
    return new JsonMembers().put("phase", "Failed").put("message", shown).build();
  }
}
