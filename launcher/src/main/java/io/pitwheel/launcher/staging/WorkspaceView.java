package io.pitwheel.launcher.staging;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.launch.LaunchInstruction;
import io.pitwheel.placeholder.Facts;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonBoolean;
import io.pitwheel.value.JsonValue.JsonList;
import io.pitwheel.value.JsonValue.JsonNull;
import io.pitwheel.value.JsonValue.JsonNumber;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonValue.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workspace of a run as its tasks see it in one place. Everywhere else it is {@value
 * RunFacts#WORKSPACE_PATH}, in the database and in fingerprints too, so that two runs can give the
 * same task. Tasks get the folder's own path instead, and what they answer is turned back.
 */
public final class WorkspaceView {
  private final Function<String, WorkspaceFolder> workspaces;

  /**
   * @param workspaces the folder of a run, by its id
   */
  public WorkspaceView(Function<String, WorkspaceFolder> workspaces) {
    this.workspaces = workspaces;
  }

  /**
   * The same instruction with paths of this place, at which copies of the artifacts are then;
   * unchanged for a run without workspace.
   */
  public LaunchInstruction local(LaunchInstruction instruction) {
    if (!instruction.hasWorkspace()) {
      return instruction;
    }
    WorkspaceFolder workspace = of(instruction);
    String folder = workspace.folder().toString();
    var facts = new TreeMap<>(instruction.facts());
    facts.put(Facts.WORKSPACE_PATH, folder);
    var artifacts = new TreeMap<String, List<Artifact>>();
    instruction
        .inputs()
        .artifacts()
        .forEach((name, list) ->
            artifacts.put(
                name,
                list.stream()
                    .map(artifact -> local(artifact, workspace, instruction.taskId()))
                    .toList()));
    var parameters = replaced(instruction.inputs(), RunFacts.WORKSPACE_PATH, folder);
    return instruction.withInputs(new TaskValues(parameters, artifacts), facts);
  }

  /** The outputs with the path that means the workspace everywhere. */
  public TaskValues canonical(LaunchInstruction instruction, TaskValues outputs) {
    if (!instruction.hasWorkspace()) {
      return outputs;
    }
    String folder = of(instruction).folder().toString();
    return new TaskValues(replaced(outputs, folder, RunFacts.WORKSPACE_PATH), outputs.artifacts());
  }

  private WorkspaceFolder of(LaunchInstruction instruction) {
    return workspaces.apply(instruction.reference().runId());
  }

  /** A copy in the workspace is at its uri; the mark would send the SDK to a path of pods. */
  private static Artifact local(Artifact artifact, WorkspaceFolder workspace, String taskId) {
    if (!artifact.isInWorkspace()) {
      return artifact;
    }
    var metadata = new LinkedHashMap<>(artifact.metadata().members());
    metadata.remove(Artifact.IN_WORKSPACE);
    return artifact
        .withUri(workspace.bring(artifact.uri(), taskId).toString())
        .withMetadata(new JsonObject(metadata));
  }

  private static Map<String, JsonValue> replaced(
      TaskValues values, String path, String replacement) {
    Pattern pattern = Pattern.compile(Pattern.quote(path) + "(?![\\w.-])");
    UnaryOperator<String> replace =
        text -> pattern.matcher(text).replaceAll(Matcher.quoteReplacement(replacement));
    var parameters = new TreeMap<String, JsonValue>();
    values.parameters().forEach((name, value) -> parameters.put(name, replaced(value, replace)));
    return parameters;
  }

  private static JsonValue replaced(JsonValue value, UnaryOperator<String> replace) {
    return switch (value) {
      case JsonText(String text) -> JsonValue.of(replace.apply(text));
      case JsonList(var elements) ->
          JsonValue.listOf(elements.stream().map(element -> replaced(element, replace)).toList());
      case JsonObject(var members) -> {
        var copied = new LinkedHashMap<String, JsonValue>();
        members.forEach((key, member) -> copied.put(key, replaced(member, replace)));
        yield new JsonObject(copied);
      }
      case JsonNull nothing -> nothing;
      case JsonValue.JsonSpilled spilled -> spilled;
      case JsonBoolean flag -> flag;
      case JsonNumber number -> number;
    };
  }
}
