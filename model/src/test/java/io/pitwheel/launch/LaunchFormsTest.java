package io.pitwheel.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.PipelinesException;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.launch.LaunchResult.Failed;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonReader;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What a server tells a launcher, and what that answers, survives its way as JSON. */
class LaunchFormsTest {
  private static final JsonObject INSTRUCTION =
      object(
          """
          {"taskId": "t", "runId": "r", "path": ["train"], "iteration": [], "taskIndex": 1,
           "attempt": 1, "executor": {"image": "i", "command": ["c"], "arguments": []},
           "declared": {"outputParameters":
             {"n": {"name": "n", "type": "STRING", "isOptional": false}}},
           "inputs": {"parameters": {"p": "{\\"z\\":1,\\"a\\":2}"}}, "outputLocation": "s3://b/x",
           "timeout": "PT1M"}
          """);

  @Property(tries = 200)
  void readsTheInstructionThatWasWritten(@ForAll("instructions") LaunchInstruction instruction) {
    JsonObject written = LaunchInstructionForm.write(instruction);

    assertThat(LaunchInstructionForm.read(sent(written))).isEqualTo(instruction);
  }

  @Property(tries = 200)
  void readsTheResultThatWasWritten(@ForAll("results") LaunchResult result) {
    assertThat(LaunchResultForm.read(sent(LaunchResultForm.write(result)))).isEqualTo(result);
  }

  @Property(tries = 100)
  void passesOverWhatItDoesNotKnow(@ForAll("instructions") LaunchInstruction instruction) {
    JsonObject written = (JsonObject) withUnknown(LaunchInstructionForm.write(instruction));

    LaunchInstruction read = LaunchInstructionForm.read(written);

    assertThat(read.executor()).isEqualTo(instruction.executor());
    assertThat(read.reference()).isEqualTo(instruction.reference());
  }

  @Example
  void keepsTheOrderOfAUsersKeys() {
    LaunchInstruction read = LaunchInstructionForm.read(INSTRUCTION);

    assertThat(JsonWriter.write(new JsonObject(read.inputs().parameters())))
        .isEqualTo("{\"p\":{\"z\":1,\"a\":2}}");
  }

  @Example
  void namesEachMemberOfAnInstructionThatIsMissing() {
    List.of(
            "taskId",
            "runId",
            "path",
            "iteration",
            "taskIndex",
            "attempt",
            "executor",
            "declared",
            "inputs",
            "outputLocation")
        .forEach(name -> assertRefused(without(INSTRUCTION, name), name));
  }

  @Example
  void namesTheMemberInsideThatIsWrong() {
    assertRefused(with("executor", "{\"image\": \"i\", \"command\": [1]}"), "executor.command");
    assertRefused(with("executor", "{\"image\": \"i\", \"command\": []}"), "executor.arguments");
    assertRefused(with("attempt", "0"), "attempt");
    assertRefused(with("attempt", "1e300"), "attempt");
    assertRefused(with("attempt", "1.5"), "attempt");
    assertRefused(with("timeout", "\"soon\""), "timeout");
    assertRefused(with("inputs", "{\"parameters\": {\"p\": \"{\"}}"), "inputs.parameters.p");
    assertRefused(with("inputs", "{\"parameters\": {\"p\": 1}}"), "inputs.parameters.p");
    assertRefused(
        with(
            "inputs",
            "{\"parameters\": {\"p\": \"{\\\"spilled\\\": {\\\"form\\\": \\\"X\\\"}}\"}}"),
        "inputs.parameters.p");
    assertRefused(
        with("inputs", "{\"artifacts\": {\"a\": [{\"id\": \"1\"}]}}"),
        "inputs.artifacts.a[0].name");
    assertRefused(
        with("declared", "{\"inputParameters\": {\"n\": {\"name\": \"n\", \"type\": \"WORD\"}}}"),
        "declared.inputParameters.n.type");
    assertRefused(
        with("platform", "{\"volumes\": [{\"mountPath\": 1}]}"), "platform.volumes[0].mountPath");
    assertRefused(
        with("platform", "{\"volumes\": [{\"mountPath\": \"/a\", \"kind\": \"DISK\"}]}"),
        "platform.volumes[0].kind");
    assertRefused(with("facts", "[]"), "facts");
  }

  @Example
  void namesTheMemberOfAResultThatIsMissing() {
    assertResultRefused("{}", "outcome");
    assertResultRefused("{\"outcome\": \"WON\"}", "outcome");
    assertResultRefused("{\"outcome\": \"SUCCEEDED\"}", "outputs");
    assertResultRefused("{\"outcome\": \"FAILED\", \"mayRetry\": true}", "failure");
    assertResultRefused(
        "{\"outcome\": \"FAILED\", \"failure\": {\"code\": \"UNKNOWN\", \"message\": \"m\"}}",
        "mayRetry");
    assertResultRefused("{\"outcome\": \"STOPPED\", \"warnings\": {}}", "warnings");
  }

  @Example
  void takesACodeOfALaterVersionForUnknown() {
    LaunchResult read =
        LaunchResultForm.read(
            object(
                """
                {"outcome": "FAILED", "failure": {"code": "MELTED", "message": "too hot"},
                 "mayRetry": false, "exitCode": 3}
                """));

    assertThat(read)
        .isEqualTo(
            new Failed(new TaskFailure(ErrorCode.UNKNOWN, "too hot", ""), 3, false, List.of()));
  }

  @Provide
  Arbitrary<LaunchInstruction> instructions() {
    return AnyLaunch.instructions();
  }

  @Provide
  Arbitrary<LaunchResult> results() {
    return AnyLaunch.results();
  }

  private static JsonObject sent(JsonObject written) {
    return object(JsonWriter.canonical(written));
  }

  private static JsonObject object(String text) {
    return (JsonObject) JsonReader.read(text);
  }

  /** Only objects that are read member by member get another one. */
  private static JsonValue withUnknown(JsonObject written) {
    var members = new LinkedHashMap<>(written.members());
    members.put("laterAddition", JsonValue.of(1));
    members.computeIfPresent(
        "executor",
        (_, executor) ->
            new JsonMembers()
                .putAll((JsonObject) executor)
                .put("laterAddition", JsonValue.ofNull())
                .build());
    return new JsonObject(members);
  }

  private static JsonObject without(JsonObject object, String name) {
    var members = new LinkedHashMap<>(object.members());
    members.remove(name);
    return new JsonObject(members);
  }

  private static JsonObject with(String name, String value) {
    var members = new LinkedHashMap<>(INSTRUCTION.members());
    members.putAll(Map.of(name, JsonReader.read(value)));
    return new JsonObject(members);
  }

  private static void assertRefused(JsonObject object, String place) {
    assertThatThrownBy(() -> LaunchInstructionForm.read(object))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> {
              assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(exception.path()).isEqualTo(place);
              assertThat(exception).hasMessageContaining(place);
            });
  }

  private static void assertResultRefused(String text, String place) {
    assertThatThrownBy(() -> LaunchResultForm.read(object(text)))
        .isInstanceOfSatisfying(
            PipelinesException.class,
            exception -> {
              assertThat(exception.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
              assertThat(exception.path()).isEqualTo(place);
            });
  }
}
