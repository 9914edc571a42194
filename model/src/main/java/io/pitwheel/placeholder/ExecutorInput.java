package io.pitwheel.placeholder;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.artifact.ModelImage;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one attempt of a task gets and where it leaves its results: the source of every placeholder
 * in its command, and the argument of the SDK's executor.
 *
 * @param inputs resolved parameters and artifacts
 * @param listInputs names of the input artifacts that are declared as lists
 * @param inputPaths where the input artifacts are on this machine: by name, one path an element
 * @param outputParameterFiles by output parameter, the file it is written to
 * @param outputArtifacts by output artifact, what it starts as and where it is written to
 * @param outputFile where an SDK component writes all its outputs
 * @param facts values about run and task, by the names of {@link Facts}
 */
public record ExecutorInput(
    TaskValues inputs,
    Set<String> listInputs,
    Map<String, List<String>> inputPaths,
    Map<String, String> outputParameterFiles,
    Map<String, OutputArtifact> outputArtifacts,
    String outputFile,
    Map<String, String> facts) {
  /** An artifact to be made, and the local path at which the task makes it. */
  public record OutputArtifact(Artifact artifact, String path) {}

  public ExecutorInput {
    listInputs = Set.copyOf(listInputs);
    var copiedPaths = new TreeMap<String, List<String>>();
    inputPaths.forEach((name, paths) -> copiedPaths.put(name, List.copyOf(paths)));
    inputPaths = Collections.unmodifiableMap(copiedPaths);
    outputParameterFiles = Collections.unmodifiableMap(new TreeMap<>(outputParameterFiles));
    outputArtifacts = Collections.unmodifiableMap(new TreeMap<>(outputArtifacts));
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  ExecutorInput withInputs(TaskValues newInputs) {
    return new ExecutorInput(
        newInputs,
        listInputs,
        inputPaths,
        outputParameterFiles,
        outputArtifacts,
        outputFile,
        facts);
  }

  /**
   * The message {@code ExecutorInput} of KFP's pipeline specification as its JSON: camelCase names,
   * whole numbers without a fraction, empty maps left out.
   */
  public JsonObject toJson() {
    var inputArtifacts = new LinkedHashMap<String, JsonValue>();
    inputs
        .artifacts()
        .forEach((name, list) ->
            inputArtifacts.put(
                name, artifactList(local(list, inputPaths.getOrDefault(name, List.of())))));
    var parameterFiles = new LinkedHashMap<String, JsonValue>();
    outputParameterFiles.forEach((name, file) ->
        parameterFiles.put(name, new JsonObject(Map.of("outputFile", JsonValue.of(file)))));
    var artifacts = new LinkedHashMap<String, JsonValue>();
    outputArtifacts.forEach((name, output) ->
        artifacts.put(
            name, artifactList(local(List.of(output.artifact()), List.of(output.path())))));

    var given = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(given, "parameterValues", new JsonObject(inputs.parameters()));
    putUnlessEmpty(given, "artifacts", new JsonObject(inputArtifacts));
    var made = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(made, "parameters", new JsonObject(parameterFiles));
    putUnlessEmpty(made, "artifacts", new JsonObject(artifacts));
    made.put("outputFile", JsonValue.of(outputFile));
    var message = new LinkedHashMap<String, JsonValue>();
    message.put("inputs", new JsonObject(given));
    message.put("outputs", new JsonObject(made));
    return new JsonObject(message);
  }

  /**
   * Artifacts of a remote store with the path of their copy as their uri: the SDK derives the path
   * that user code opens from the uri, and on this machine that is not where KFP would mount it.
   */
  private static List<Artifact> local(List<Artifact> artifacts, List<String> paths) {
    List<Artifact> found = new ArrayList<>();
    for (int i = 0; i < artifacts.size(); i++) {
      Artifact artifact = artifacts.get(i);
      String path = i < paths.size() ? paths.get(i) : "";
      // Images are where the SDK looks for them.
      boolean isCopied =
          path.startsWith("/")
              && artifact.uri().contains("://")
              && !ModelImage.isNamedBy(artifact.uri());
      found.add(isCopied ? artifact.withUri(path) : artifact);
    }
    return found;
  }

  /** One artifact in the form of the message {@code RuntimeArtifact}. */
  static JsonObject artifactJson(Artifact artifact) {
    var type = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(type, "schemaTitle", artifact.schemaTitle());
    putUnlessEmpty(type, "schemaVersion", artifact.schemaVersion());
    var members = new LinkedHashMap<String, JsonValue>();
    members.put("name", JsonValue.of(artifact.name()));
    members.put("uri", JsonValue.of(artifact.uri()));
    putUnlessEmpty(members, "type", new JsonObject(type));
    putUnlessEmpty(members, "metadata", artifact.metadata());
    return new JsonObject(members);
  }

  private static JsonObject artifactList(List<Artifact> artifacts) {
    var list = JsonValue.listOf(artifacts.stream().map(ExecutorInput::artifactJson).toList());
    return new JsonObject(Map.of("artifacts", list));
  }

  private static void putUnlessEmpty(
      Map<String, JsonValue> members, String name, JsonObject object) {
    if (!object.members().isEmpty()) {
      members.put(name, object);
    }
  }

  private static void putUnlessEmpty(Map<String, JsonValue> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, JsonValue.of(text));
    }
  }
}
