package io.pitwheel.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.specification.ScopePath;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.TaskReference;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LaunchInstruction} as JSON, as a launcher in a pod is given it. Values of users stand as
 * texts of JSON. Members that are unknown are passed over, so that who writes and who reads may be
 * one version apart; a new member must have a meaning when it is absent.
 */
public final class LaunchInstructionForm {
  private static final String TIMEOUT = "timeout";

  private LaunchInstructionForm() {}

  /** Of the platform only what a pod can still use: its namespace and its volumes. */
  public static JsonObject write(LaunchInstruction instruction) {
    TaskReference reference = instruction.reference();
    var members =
        new JsonMembers()
            .put("taskId", instruction.taskId())
            .put("runId", reference.runId())
            .put("path", GivenMembers.texts(reference.path().keys()))
            .put("iteration", indices(reference.iteration()))
            .put("taskIndex", JsonValue.of(instruction.taskIndex()))
            .put("attempt", JsonValue.of(instruction.attempt()))
            .put("executor", ExecutorForm.write(instruction.executor()))
            .put("declared", DeclarationsForm.write(instruction.declared()))
            .put("inputs", TaskValuesForm.write(instruction.inputs()))
            .putUnlessEmpty("pathConstants", GivenMembers.written(instruction.pathConstants()))
            .put("outputLocation", instruction.outputLocation())
            .putUnlessEmpty("facts", GivenMembers.texts(instruction.facts()))
            .putUnlessEmpty("environment", GivenMembers.texts(instruction.environment()))
            .putUnlessEmpty("sdkVersion", instruction.sdkVersion())
            .putUnlessEmpty("runner", instruction.runner())
            .putUnlessEmpty("platform", PodPlatformForm.write(instruction.platform()));
    Duration timeout = instruction.timeout();
    if (timeout != null) {
      members.put(TIMEOUT, timeout.toString());
    }
    return members.build();
  }

  /**
   * The inverse of {@link #write}.
   *
   * @throws PipelinesException INVALID_ARGUMENT with the member that is missing or of another form
   */
  public static LaunchInstruction read(JsonObject object) {
    var given = new GivenMembers("", object);
    return new LaunchInstruction(
        given.text("taskId"),
        new TaskReference(
            given.text("runId"),
            new ScopePath(given.textList("path")),
            new IterationVector(given.integers("iteration", 0))),
        given.integer("taskIndex", 0),
        given.integer("attempt", 1),
        ExecutorForm.read(given.inside("executor")),
        DeclarationsForm.read(given.inside("declared")),
        TaskValuesForm.read(given.inside("inputs")),
        given.values("pathConstants"),
        given.text("outputLocation"),
        given.textMap("facts"),
        given.textMap("environment"),
        given.textOrEmpty("sdkVersion"),
        given.textOrEmpty("runner"),
        readTimeout(given),
        PodPlatformForm.read(given.insideOrEmpty("platform")));
  }

  private static List<JsonValue> indices(IterationVector iteration) {
    return iteration.indices().stream().map(index -> JsonValue.of((double) index)).toList();
  }

  /** As ISO 8601 has it, such as {@code PT1H30M}. */
  private static @Nullable Duration readTimeout(GivenMembers given) {
    if (!given.has(TIMEOUT)) {
      return null;
    }
    String text = given.text(TIMEOUT);
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException exception) {
      throw new PipelinesException(
          ErrorCode.INVALID_ARGUMENT,
          "reading %s: '%s' (expected: a duration such as PT1H30M)".formatted(TIMEOUT, text),
          TIMEOUT,
          exception);
    }
  }
}
