package io.pitwheel.launch;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.launch.LaunchResult.Stopped;
import io.pitwheel.launch.LaunchResult.Succeeded;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;

/**
 * A {@link LaunchResult} as JSON, as a launcher in a pod reports it: {@code outcome} and what
 * belongs to it. Members that are unknown are passed over, as in {@link LaunchInstructionForm}; an
 * unknown error code is {@code UNKNOWN}.
 */
public final class LaunchResultForm {
  private static final String EXIT_CODE = "exitCode";

  private LaunchResultForm() {}

  private enum OutcomeName {
    SUCCEEDED,
    FAILED,
    STOPPED
  }

  public static JsonObject write(LaunchResult result) {
    var members = new JsonMembers();
    switch (result) {
      case Succeeded succeeded ->
          members
              .put("outcome", OutcomeName.SUCCEEDED.name())
              .put("outputs", TaskValuesForm.write(succeeded.outputs()));
      case Failed failed -> {
        members
            .put("outcome", OutcomeName.FAILED.name())
            .put("failure", writeFailure(failed.failure()))
            .put("mayRetry", JsonValue.of(failed.mayRetry()));
        Integer exitCode = failed.exitCode();
        if (exitCode != null) {
          members.put(EXIT_CODE, JsonValue.of(exitCode));
        }
      }
      case Stopped _ -> members.put("outcome", OutcomeName.STOPPED.name());
    }
    return members.putUnlessEmpty("warnings", GivenMembers.texts(result.warnings())).build();
  }

  /**
   * The inverse of {@link #write}.
   *
   * @throws PipelinesException INVALID_ARGUMENT with the member that is missing or of another form
   */
  public static LaunchResult read(JsonObject object) {
    var given = new GivenMembers("", object);
    List<String> warnings = given.has("warnings") ? given.textList("warnings") : List.of();
    return switch (given.requireChoice("outcome", OutcomeName.class)) {
      case SUCCEEDED -> new Succeeded(TaskValuesForm.read(given.inside("outputs")), warnings);
      case FAILED ->
          new Failed(
              readFailure(given.inside("failure")),
              given.has(EXIT_CODE) ? given.integer(EXIT_CODE, Integer.MIN_VALUE) : null,
              given.requireFlag("mayRetry"),
              warnings);
      case STOPPED -> new Stopped(warnings);
    };
  }

  private static JsonObject writeFailure(TaskFailure failure) {
    return new JsonMembers()
        .put("code", failure.code().name())
        .put("message", failure.message())
        .putUnlessEmpty("path", failure.path())
        .build();
  }

  private static TaskFailure readFailure(GivenMembers given) {
    return new TaskFailure(
        given.choice("code", ErrorCode.class).orElse(ErrorCode.UNKNOWN),
        given.text("message"),
        given.textOrEmpty("path"));
  }
}
