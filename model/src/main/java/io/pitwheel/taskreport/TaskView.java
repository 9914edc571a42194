package io.pitwheel.taskreport;

import io.pitwheel.task.Task;
import io.pitwheel.task.TaskAttempt;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/**
 * A task as drivers and launchers elsewhere read it.
 *
 * @param task without its values
 * @param fingerprint empty for none
 * @param message words on its state, as told; empty for none
 * @param properties further words on its state, as told
 * @param values in the order of side, key and iteration
 * @param children the tasks directly inside, in the order of their creation, without their values
 * @param attempts all of them where there was more than one; else none
 */
public record TaskView(
    Task task,
    String fingerprint,
    List<TaskPod> pods,
    String message,
    JsonObject properties,
    List<TaskValue> values,
    List<Child> children,
    List<TaskAttempt> attempts) {
  /** A task inside. */
  public record Child(String id, int index) {}

  public TaskView {
    pods = List.copyOf(pods);
    values = List.copyOf(values);
    children = List.copyOf(children);
    attempts = List.copyOf(attempts);
  }

  /** The same with other values. */
  public TaskView withValues(List<TaskValue> others) {
    return new TaskView(task, fingerprint, pods, message, properties, others, children, attempts);
  }
}
