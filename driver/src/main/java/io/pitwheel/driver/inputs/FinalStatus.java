package io.pitwheel.driver.inputs;

import io.pitwheel.driver.ProducerState;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a task ended, as exit tasks get it: KFP's PipelineTaskFinalStatus message in camelCase.
 * {@code error} is always an object, because the SDK's executor reads it without asking.
 */
final class FinalStatus {
  private FinalStatus() {}

  static JsonObject of(ProducerState producer, String taskKey, String resourceName) {
    var status = new LinkedHashMap<String, JsonValue>();
    status.put("state", JsonValue.of(producer.state().name()));
    status.put("pipelineTaskName", JsonValue.of(taskKey));
    status.put("pipelineJobResourceName", JsonValue.of(resourceName));
    TaskFailure failure = producer.failure();
    status.put(
        "error",
        failure == null
            ? JsonObject.EMPTY
            : new JsonObject(
                Map.of(
                    "code", JsonValue.of(failure.code().number()),
                    "message", JsonValue.of(failure.message()))));
    return new JsonObject(status);
  }
}
