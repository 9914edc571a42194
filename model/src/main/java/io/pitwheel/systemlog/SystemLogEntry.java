package io.pitwheel.systemlog;

import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.function.Supplier;

/**
 * Some lines about one task.
 *
 * @param location of the object that consists of these lines; empty when they are only told
 * @param lines without secrets and without long values; asked for once, on the thread that writes
 */
public record SystemLogEntry(
    String runId, String taskId, String location, Supplier<List<JsonObject>> lines) {}
