package io.pitwheel.systemlog;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/**
 * Some lines about one task.
 *
 * @param location of the object that consists of these lines; empty when they are only told
 * @param lines without secrets and without long values
 */
public record SystemLogEntry(String runId, String taskId, String location, List<JsonObject> lines) {
  public SystemLogEntry {
    lines = List.copyOf(lines);
  }
}
