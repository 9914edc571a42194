package io.pitwheel.launch;

import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A command and what its container asks for as JSON. */
final class ExecutorForm {
  private ExecutorForm() {}

  static JsonObject write(ContainerExecutor executor) {
    return new JsonMembers()
        .put("image", executor.image())
        .put("command", GivenMembers.texts(executor.command()))
        .put("arguments", GivenMembers.texts(executor.arguments()))
        .putUnlessEmpty("environment", JsonValue.listOf(variables(executor.environment())))
        .putUnlessEmpty("resources", write(executor.resources()))
        .build();
  }

  static ContainerExecutor read(GivenMembers given) {
    return new ContainerExecutor(
        given.text("image"),
        given.textList("command"),
        given.textList("arguments"),
        readVariables(given.insideEach("environment")),
        readResources(given.insideOrEmpty("resources")));
  }

  /** A list, since one variable may use those before it. */
  private static List<JsonObject> variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(variable ->
            new JsonMembers()
                .put("name", variable.getKey())
                .put("value", variable.getValue())
                .build())
        .toList();
  }

  private static Map<String, String> readVariables(List<GivenMembers> given) {
    var variables = new LinkedHashMap<String, String>();
    given.forEach(variable -> variables.put(variable.text("name"), variable.text("value")));
    return variables;
  }

  private static JsonObject write(ContainerResources resources) {
    return new JsonMembers()
        .putUnlessEmpty("cpuRequest", resources.cpuRequest())
        .putUnlessEmpty("cpuLimit", resources.cpuLimit())
        .putUnlessEmpty("memoryRequest", resources.memoryRequest())
        .putUnlessEmpty("memoryLimit", resources.memoryLimit())
        .putUnlessEmpty("acceleratorType", resources.acceleratorType())
        .putUnlessEmpty("acceleratorCount", resources.acceleratorCount())
        .build();
  }

  private static ContainerResources readResources(GivenMembers given) {
    return new ContainerResources(
        given.textOrEmpty("cpuRequest"),
        given.textOrEmpty("cpuLimit"),
        given.textOrEmpty("memoryRequest"),
        given.textOrEmpty("memoryLimit"),
        given.textOrEmpty("acceleratorType"),
        given.textOrEmpty("acceleratorCount"));
  }
}
