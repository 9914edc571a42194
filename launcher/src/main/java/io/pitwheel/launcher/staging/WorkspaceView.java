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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The workspace of a run as its tasks see it on this machine. Everywhere else it is {@value
 * RunFacts#WORKSPACE_PATH}, in the database and in fingerprints too, so that two runs can give the
 * same task. Tasks get the folder's own path instead, and what they answer is turned back.
 */
public final class WorkspaceView {
  private static final String IN_WORKSPACE = "_kfp_workspace";

  private final FolderWorkspaces workspaces;

  public WorkspaceView(FolderWorkspaces workspaces) {
    this.workspaces = workspaces;
  }

  /** The same instruction with paths of this machine; unchanged for a run without workspace. */
  public LaunchInstruction local(LaunchInstruction instruction) {
    if (!hasWorkspace(instruction)) {
      return instruction;
    }
    String runId = instruction.reference().runId();
    String folder = workspaces.makeFolder(runId).toString();
    var facts = new TreeMap<>(instruction.facts());
    facts.put(Facts.WORKSPACE_PATH, folder);
    var artifacts = new TreeMap<String, List<Artifact>>();
    instruction
        .inputs()
        .artifacts()
        .forEach((name, list) ->
            artifacts.put(name, list.stream().map(artifact -> local(runId, artifact)).toList()));
    var parameters = replaced(instruction.inputs(), RunFacts.WORKSPACE_PATH, folder);
    return instruction.withInputs(new TaskValues(parameters, artifacts), facts);
  }

  /** The outputs with the path that means the workspace everywhere. */
  public TaskValues canonical(LaunchInstruction instruction, TaskValues outputs) {
    if (!hasWorkspace(instruction)) {
      return outputs;
    }
    String folder = workspaces.folderOf(instruction.reference().runId()).toString();
    return new TaskValues(replaced(outputs, folder, RunFacts.WORKSPACE_PATH), outputs.artifacts());
  }

  private static boolean hasWorkspace(LaunchInstruction instruction) {
    return instruction.facts().containsKey(Facts.WORKSPACE_PATH);
  }

  /** A copy in the workspace is at its uri; the mark would send the SDK to a path of pods. */
  private Artifact local(String runId, Artifact artifact) {
    if (!(artifact.metadata().members().get(IN_WORKSPACE) instanceof JsonBoolean(boolean isThere))
        || !isThere) {
      return artifact;
    }
    var metadata = new LinkedHashMap<>(artifact.metadata().members());
    metadata.remove(IN_WORKSPACE);
    return new Artifact(
        artifact.id(),
        artifact.name(),
        workspaces.bringTo(runId, artifact.uri()).toString(),
        artifact.schemaTitle(),
        artifact.schemaVersion(),
        new JsonObject(metadata));
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
