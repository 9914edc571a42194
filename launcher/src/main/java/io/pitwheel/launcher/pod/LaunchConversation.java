package io.pitwheel.launcher.pod;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.launch.LaunchInstructionForm;
import io.pitwheel.trust.OutgoingConnections;
import io.pitwheel.trust.OutgoingProxy;
import io.pitwheel.trust.TrustedAuthorities;
import io.pitwheel.trust.UnreadableAuthorities;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a launcher says to the server about its task: that it begins, and how it ended. */
final class LaunchConversation {
  /** The server talks to launchers one version before and after its own. */
  static final int PROTOCOL_VERSION = 1;

  /** With these the server has understood, and will say the same again. */
  private static final Set<ErrorCode> LAST_WORDS =
      Set.of(
          ErrorCode.FAILED_PRECONDITION,
          ErrorCode.NOT_FOUND,
          ErrorCode.INVALID_ARGUMENT,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.UNIMPLEMENTED);

  private final ServerCalls calls;
  private final PodTask task;
  private final Consumer<String> notes;

  /**
   * @param notes gets lines for who looks at the pod
   */
  LaunchConversation(ServerCalls calls, PodTask task, Consumer<String> notes) {
    this.calls = calls;
    this.task = task;
    this.notes = notes;
  }

  /**
   * What is to be run; empty when there is nothing.
   *
   * @throws PipelinesException when the server refuses, FAILED_PRECONDITION when it talks another
   *     language
   */
  Optional<Beginning> begin() {
    JsonObject answer = calls.call("begin", "asking the server what to run", request().build());
    if (answer.members().get("nothing_to_run") instanceof JsonText(String reason)
        && !reason.isEmpty()) {
      notes.accept("there is nothing to run: " + reason);
      return Optional.empty();
    }
    if (answer.members().get("instruction") instanceof JsonObject instruction) {
      return Optional.of(
          new Beginning(
              LaunchInstructionForm.read(instruction),
              outgoing(answer.members().get("network")),
              providers(answer.members().get("direct_stores"))));
    }
    throw new PipelinesException(
        ErrorCode.FAILED_PRECONDITION,
        "asking the server what to run: its answer has neither an instruction nor a reason (expected: a server that talks version %d of the launchers' protocol)"
            .formatted(PROTOCOL_VERSION));
  }

  /** Nothing is said of it by a server that signs, nor by one of an older version. */
  private static @Nullable JsonObject providers(@Nullable JsonValue stores) {
    return stores instanceof JsonObject(var said) && said.get("providers") instanceof JsonObject map
        ? map
        : null;
  }

  /** A server of an older version says nothing of it. */
  private static OutgoingConnections outgoing(@Nullable JsonValue network) {
    if (!(network instanceof JsonObject said)) {
      return OutgoingConnections.standard();
    }
    return new OutgoingConnections(
        authorities(text(said, "authorities")),
        OutgoingProxy.of(text(said, "proxy"), text(said, "direct_hosts")));
  }

  private static TrustedAuthorities authorities(String certificates) {
    try {
      return certificates.isEmpty()
          ? TrustedAuthorities.standard()
          : TrustedAuthorities.ofText(certificates);
    } catch (UnreadableAuthorities exception) {
      throw new PipelinesException(
          ErrorCode.FAILED_PRECONDITION,
          "asking the server what to run: " + exception.getMessage(),
          exception);
    }
  }

  private static String text(JsonObject object, String name) {
    return object.members().get(name) instanceof JsonText(String text) ? text : "";
  }

  /**
   * Says how it ended; returns when the server knows, or wants to know no more.
   *
   * @param result in its JSON form
   */
  void end(JsonObject result) {
    JsonObject request = request().put("result", result).build();
    while (!endOnce(request)) {
      // It is told for as long as the pod lives.
    }
  }

  private boolean endOnce(JsonObject request) {
    try {
      calls.call("end", "telling the server how it ended", request);
      return true;
    } catch (PipelinesException exception) {
      notes.accept(String.valueOf(exception.getMessage()));
      // An interrupt is the wish to stop the task, which has ended.
      return !Thread.interrupted() && LAST_WORDS.contains(exception.code());
    }
  }

  private JsonMembers request() {
    return task.members().put("protocol_version", JsonValue.of((double) PROTOCOL_VERSION));
  }
}
