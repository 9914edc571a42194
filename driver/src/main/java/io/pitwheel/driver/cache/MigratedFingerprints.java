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
import java.util.stream.Stream;

/**
 * Computes the fingerprints that entries taken over from KFP were stored under, algorithm {@link
 * CacheFingerprint#MIGRATED}: SHA-256 over the JSON form of KFP's CacheKey, as its master branch
 * writes it with Go's encoder. Artifacts count by name only and the pipeline's name does not count
 * at all, so such an entry may only be used in the pipeline that made it.
 */
public final class MigratedFingerprints {
  private MigratedFingerprints() {}

  /**
   * @param cacheKey of the task; empty for none
   */
  public static CacheFingerprint of(
      ContainerComponent component, TaskValues inputs, String cacheKey) {
    String hashed =
        cacheKey.isEmpty()
            ? escaped(JsonWriter.canonical(content(component, inputs)))
            : component.name() + (component.name().isEmpty() ? "" : "\0") + cacheKey;
    return new CacheFingerprint(CacheFingerprint.MIGRATED, TextDigest.sha256(hashed), hashed);
  }

  private static JsonObject content(ContainerComponent component, TaskValues inputs) {
    var content = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(content, "inputArtifactNames", artifactNames(inputs));
    putUnlessEmpty(content, "inputParameterValues", inputs.parameters());
    putUnlessEmpty(content, "outputArtifactsSpec", artifacts(component.declared()));
    putUnlessEmpty(content, "outputParametersSpec", parameters(component.declared()));
    content.put("containerSpec", container(component.executor()));
    return new JsonObject(content);
  }

  private static Map<String, JsonValue> artifactNames(TaskValues inputs) {
    var names = new LinkedHashMap<String, JsonValue>();
    inputs.artifacts().forEach((key, list) -> names.put(key, namesOf(list)));
    return names;
  }

  private static JsonValue namesOf(List<Artifact> artifacts) {
    if (artifacts.isEmpty()) {
      return JsonObject.EMPTY;
    }
    return new JsonObject(
        Map.of(
            "artifactNames",
            JsonValue.listOf(
                artifacts.stream().map(artifact -> JsonValue.of(artifact.name())).toList())));
  }

  private static Map<String, JsonValue> artifacts(ComponentInterface declared) {
    var specifications = new LinkedHashMap<String, JsonValue>();
    declared
        .outputArtifacts()
        .forEach((name, output) -> specifications.put(name, specification(name, output)));
    return specifications;
  }

  private static JsonObject specification(String name, ArtifactDeclaration output) {
    var type = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(type, "schemaTitle", output.schemaTitle());
    putUnlessEmpty(type, "schemaVersion", output.schemaVersion());
    var specification = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(specification, "name", name);
    specification.put("type", new JsonObject(type));
    putUnlessEmpty(specification, "metadata", output.metadata().members());
    return new JsonObject(specification);
  }

  private static Map<String, JsonValue> parameters(ComponentInterface declared) {
    var types = new LinkedHashMap<String, JsonValue>();
    declared
        .outputParameters()
        .forEach((name, output) -> types.put(name, JsonValue.of(output.type().name())));
    return types;
  }

  private static JsonObject container(ContainerExecutor executor) {
    var container = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(container, "image", executor.image());
    List<JsonValue> words =
        Stream.concat(executor.command().stream(), executor.arguments().stream())
            .map(JsonValue::of)
            .toList();
    if (!words.isEmpty()) {
      container.put("cmdArgs", JsonValue.listOf(words));
    }
    return new JsonObject(container);
  }

  private static void putUnlessEmpty(
      Map<String, JsonValue> content, String name, Map<String, JsonValue> members) {
    if (!members.isEmpty()) {
      content.put(name, new JsonObject(members));
    }
  }

  private static void putUnlessEmpty(Map<String, JsonValue> content, String name, String text) {
    if (!text.isEmpty()) {
      content.put(name, JsonValue.of(text));
    }
  }

  /** What Go's encoder escapes beyond JSON's own rules; such characters stand in texts only. */
  private static String escaped(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
