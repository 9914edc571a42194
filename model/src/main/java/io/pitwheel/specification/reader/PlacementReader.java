package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.KubernetesExecutorConfig;
import io.pitwheel.api.kubernetesplatform.NodeAffinityTerm;
import io.pitwheel.api.kubernetesplatform.NodeSelector;
import io.pitwheel.api.kubernetesplatform.SelectorRequirement;
import io.pitwheel.api.kubernetesplatform.Toleration;
import io.pitwheel.platform.Placement;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where an executor wants to run, in the form of the pod specification. */
final class PlacementReader {
  private final DocumentPath path;

  PlacementReader(DocumentPath path) {
    this.path = path;
  }

  Placement<PlacedSource> read(KubernetesExecutorConfig settings) {
    var tolerations = new ArrayList<PlacedSource>();
    for (int position = 0; position < settings.getTolerationsCount(); position++) {
      tolerations.add(
          toleration(settings.getTolerations(position), path.field("tolerations").index(position)));
    }
    var affinities = new ArrayList<PlacedSource>();
    for (int position = 0; position < settings.getNodeAffinityCount(); position++) {
      addAffinity(
          settings.getNodeAffinity(position),
          path.field("nodeAffinity").index(position),
          affinities);
    }
    return new Placement<>(
        settings.hasNodeSelector() ? selector(settings.getNodeSelector()) : null,
        tolerations,
        affinities,
        new PodAffinityReader(path.field("podAffinity")).read(settings.getPodAffinityList()));
  }

  private @Nullable PlacedSource selector(NodeSelector selector) {
    DocumentPath place = path.field("nodeSelector");
    if (selector.hasNodeSelectorJson()) {
      return PlatformValueReader.value(
          selector.getNodeSelectorJson(), place.field("nodeSelectorJson"));
    }
    if (selector.getLabelsCount() == 0) {
      return null;
    }
    var labels = new LinkedHashMap<String, JsonValue>();
    selector.getLabelsMap().forEach((name, value) -> labels.put(name, JsonValue.of(value)));
    return PlatformValueReader.constant(new JsonObject(labels), place);
  }

  private static PlacedSource toleration(Toleration toleration, DocumentPath place) {
    if (toleration.hasTolerationJson()) {
      return PlatformValueReader.value(
          toleration.getTolerationJson(), place.field("tolerationJson"));
    }
    var members = new LinkedHashMap<String, JsonValue>();
    putUnlessEmpty(members, "key", toleration.getKey());
    putUnlessEmpty(members, "operator", toleration.getOperator());
    putUnlessEmpty(members, "value", toleration.getValue());
    putUnlessEmpty(members, "effect", toleration.getEffect());
    if (toleration.hasTolerationSeconds()) {
      members.put("tolerationSeconds", JsonValue.of((double) toleration.getTolerationSeconds()));
    }
    return PlatformValueReader.constant(new JsonObject(members), place);
  }

  private static void addAffinity(
      NodeAffinityTerm term, DocumentPath place, List<PlacedSource> into) {
    if (term.hasNodeAffinityJson()) {
      into.add(
          PlatformValueReader.value(term.getNodeAffinityJson(), place.field("nodeAffinityJson")));
      return;
    }
    var requirements = new LinkedHashMap<String, JsonValue>();
    putRequirements(requirements, "matchExpressions", term.getMatchExpressionsList());
    putRequirements(requirements, "matchFields", term.getMatchFieldsList());
    if (!requirements.isEmpty()) {
      into.add(
          PlatformValueReader.constant(
              term.hasWeight()
                  ? preferred(term.getWeight(), new JsonObject(requirements))
                  : required(new JsonObject(requirements)),
              place));
    }
  }

  private static JsonObject preferred(int weight, JsonObject requirements) {
    var term = new LinkedHashMap<String, JsonValue>();
    term.put("weight", JsonValue.of((double) weight));
    term.put("preference", requirements);
    return new JsonObject(
        Map.of(
            "preferredDuringSchedulingIgnoredDuringExecution",
            JsonValue.listOf(List.of(new JsonObject(term)))));
  }

  private static JsonObject required(JsonObject requirements) {
    return new JsonObject(
        Map.of(
            "requiredDuringSchedulingIgnoredDuringExecution",
            new JsonObject(Map.of("nodeSelectorTerms", JsonValue.listOf(List.of(requirements))))));
  }

  private static void putRequirements(
      Map<String, JsonValue> members, String name, List<SelectorRequirement> requirements) {
    if (!requirements.isEmpty()) {
      members.put(name, SelectorRequirements.of(requirements));
    }
  }

  private static void putUnlessEmpty(Map<String, JsonValue> members, String name, String text) {
    if (!text.isEmpty()) {
      members.put(name, JsonValue.of(text));
    }
  }
}
