package io.pitwheel.launch;

import io.pitwheel.placeholder.Facts;
import io.pitwheel.platform.TaskPlatform;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.task.TaskReference;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything a launcher needs to run one attempt of one task.
 *
 * @param taskIndex and {@code reference}: name every effect, with the attempt
 * @param executor command and arguments with placeholders
 * @param declared the component's interface: which outputs must be there and of which type
 * @param pathConstants constants among the inputs that ask for paths, as written
 * @param outputLocation where this attempt's outputs belong: one child an output artifact
 * @param facts values of the placeholders about run and task, by name ({@code pipeline_job_name},
 *     {@code pipeline_task_uuid}…)
 * @param environment what the user adds to the component's own
 * @param sdkVersion replaces the SDK version pinned in the command; empty to honour the pin
 * @param runner {@code process}, {@code container} or {@code auto}
 * @param timeout null for none
 * @param platform what the task asks of its platform
 */
public record LaunchInstruction(
    String taskId,
    TaskReference reference,
    int taskIndex,
    int attempt,
    ContainerExecutor executor,
    ComponentInterface declared,
    TaskValues inputs,
    Map<String, JsonValue> pathConstants,
    String outputLocation,
    Map<String, String> facts,
    Map<String, String> environment,
    String sdkVersion,
    String runner,
    @Nullable Duration timeout,
    TaskPlatform platform) {
  public LaunchInstruction {
    pathConstants = Collections.unmodifiableMap(new TreeMap<>(pathConstants));
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
  }

  /** The same with other inputs and facts; for a launcher that gives paths another form. */
  public LaunchInstruction withInputs(TaskValues newInputs, Map<String, String> newFacts) {
    return new LaunchInstruction(
        taskId,
        reference,
        taskIndex,
        attempt,
        executor,
        declared,
        newInputs,
        pathConstants,
        outputLocation,
        newFacts,
        environment,
        sdkVersion,
        runner,
        timeout,
        platform);
  }

  /** Whether the tasks of its run share a folder. */
  public boolean hasWorkspace() {
    return facts.containsKey(Facts.WORKSPACE_PATH);
  }

  /** {@code <run>/<index>/<vector>/<attempt>}: the mark that local processes carry. */
  public String mark() {
    return "%s/%d/%s/%d"
        .formatted(reference.runId(), taskIndex, reference.iteration().text(), attempt);
  }
}
