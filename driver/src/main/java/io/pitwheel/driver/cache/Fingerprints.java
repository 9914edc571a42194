package io.pitwheel.driver.cache;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.task.CacheFingerprint;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import io.pitwheel.value.JsonWriter;
import io.pitwheel.value.TextDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Computes fingerprints of algorithm {@value #ALGORITHM}: SHA-256 over canonical JSON.
 *
 * <p>It has what KFP's CacheKey has: resolved input parameters, ids of input artifacts, declared
 * outputs, image, command and arguments with their placeholders; and the pipeline's name, as in
 * KFP's generation without ML Metadata. Image and resources count as written: the inputs they name
 * count by value. The component's environment is added, because a program reads it as it reads its
 * arguments, and a changed variable that gives old outputs is a defect users cannot see. Variables
 * that a user adds to a run do not count, as in KFP, where pods get some from the cluster.
 *
 * <p>A large parameter counts by digest, wherever it is kept.
 *
 * <p>A cache key that a user gave stands for inputs and command: only the component's name, its
 * declared outputs and the pipeline's name are added to it.
 */
public final class Fingerprints {
  public static final String ALGORITHM = CacheFingerprint.CURRENT;

  private Fingerprints() {}

  /** Of a task that mounts no volume. */
  public static CacheFingerprint of(
      String pipelineName, ContainerComponent component, TaskValues inputs, String cacheKey) {
    return of(pipelineName, component, inputs, cacheKey, Set.of());
  }

  /**
   * @param cacheKey of the task; empty for none
   * @param claims names of the volumes that outlive it, which it may read
   */
  public static CacheFingerprint of(
      String pipelineName,
      ContainerComponent component,
      TaskValues inputs,
      String cacheKey,
      Set<String> claims) {
    var content = new LinkedHashMap<String, JsonValue>();
    content.put("pipelineName", JsonValue.of(pipelineName));
    putOutputs(content, component.declared());
    if (cacheKey.isEmpty()) {
      content.put("inputParameters", LargeDigests.of(inputs.parameters()));
      content.put("inputArtifacts", artifactIds(inputs));
      putContainer(content, component.executor());
      if (!claims.isEmpty()) {
        content.put(
            "claims", JsonValue.listOf(claims.stream().sorted().map(JsonValue::of).toList()));
      }
    } else {
      content.put("component", JsonValue.of(component.name()));
      content.put("cacheKey", JsonValue.of(cacheKey));
    }
    String canonical = JsonWriter.canonical(new JsonObject(content));
    return new CacheFingerprint(ALGORITHM, TextDigest.sha256(canonical), canonical);
  }

  private static void putOutputs(Map<String, JsonValue> content, ComponentInterface declared) {
    var parameters = new LinkedHashMap<String, JsonValue>();
    declared
        .outputParameters()
        .forEach((name, output) -> parameters.put(name, JsonValue.of(output.type().name())));
    var artifacts = new LinkedHashMap<String, JsonValue>();
    declared
        .outputArtifacts()
        .forEach((name, output) -> artifacts.put(name, specification(output)));
    content.put("outputParameters", new JsonObject(parameters));
    content.put("outputArtifacts", new JsonObject(artifacts));
  }

  private static JsonObject specification(ArtifactDeclaration output) {
    return new JsonObject(
        Map.of(
            "type", JsonValue.of(output.schemaTitle()),
            "version", JsonValue.of(output.schemaVersion()),
            "metadata", output.metadata()));
  }

  private static void putContainer(Map<String, JsonValue> content, ContainerExecutor executor) {
    content.put("image", JsonValue.of(executor.image()));
    content.put(
        "command",
        JsonValue.listOf(
            Stream.concat(executor.command().stream(), executor.arguments().stream())
                .map(JsonValue::of)
                .toList()));
    var environment = new LinkedHashMap<String, JsonValue>();
    executor.environment().forEach((name, value) -> environment.put(name, JsonValue.of(value)));
    content.put("environment", new JsonObject(environment));
  }

  private static JsonObject artifactIds(TaskValues inputs) {
    var ids = new LinkedHashMap<String, JsonValue>();
    inputs.artifacts().forEach((name, artifacts) -> ids.put(name, identities(artifacts)));
    return new JsonObject(ids);
  }

  /** An artifact without an id is one by its place. */
  private static JsonValue identities(List<Artifact> artifacts) {
    return JsonValue.listOf(
        artifacts.stream()
            .map(artifact -> artifact.id().isEmpty() ? artifact.uri() : artifact.id())
            .map(JsonValue::of)
            .toList());
  }
}
