package io.pitwheel.specification.reader;

import io.pitwheel.api.kubernetesplatform.PodAffinityTerm;
import io.pitwheel.api.kubernetesplatform.SelectorRequirement;
import io.pitwheel.specification.reader.text.DocumentPath;
import io.pitwheel.specification.reader.text.Refusal;
import io.pitwheel.value.JsonMembers;
import io.pitwheel.value.JsonValue;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads to which pods of others a task wants to be near, or far from. */
final class PodAffinityReader {
  private static final int MAX_WEIGHT = 100;

  private final DocumentPath path;

  PodAffinityReader(DocumentPath path) {
    this.path = path;
  }

  List<JsonObject> read(List<PodAffinityTerm> terms) {
    var affinities = new ArrayList<JsonObject>();
    for (int position = 0; position < terms.size(); position++) {
      affinities.add(affinity(terms.get(position), path.index(position)));
    }
    return affinities;
  }

  private static JsonObject affinity(PodAffinityTerm term, DocumentPath place) {
    if (term.getTopologyKey().isEmpty()) {
      throw Refusal.of(
          place.field("topologyKey"),
          "\"\"",
          "a label of nodes such as topology.kubernetes.io/zone");
    }
    JsonObject pods =
        new JsonMembers()
            .putUnlessEmpty(
                "labelSelector",
                selector(term.getMatchPodLabelsMap(), term.getMatchPodExpressionsList()))
            .put("topologyKey", term.getTopologyKey())
            .putUnlessEmpty(
                "namespaces",
                JsonValue.listOf(term.getNamespacesList().stream().map(JsonValue::of).toList()))
            .putUnlessEmpty(
                "namespaceSelector",
                selector(
                    term.getMatchNamespaceLabelsMap(), term.getMatchNamespaceExpressionsList()))
            .build();
    return JsonMembers.of(
        term.getAnti() ? "podAntiAffinity" : "podAffinity",
        term.hasWeight()
            ? JsonMembers.of(
                "preferredDuringSchedulingIgnoredDuringExecution",
                JsonValue.listOf(List.of(weighted(term.getWeight(), pods, place))))
            : JsonMembers.of(
                "requiredDuringSchedulingIgnoredDuringExecution", JsonValue.listOf(List.of(pods))));
  }

  private static JsonObject weighted(int weight, JsonObject pods, DocumentPath place) {
    if (weight < 1 || weight > MAX_WEIGHT) {
      throw Refusal.of(place.field("weight"), Integer.toString(weight), "from 1 to " + MAX_WEIGHT);
    }
    return new JsonMembers()
        .put("weight", JsonValue.of((double) weight))
        .put("podAffinityTerm", pods)
        .build();
  }

  private static JsonObject selector(
      Map<String, String> labels, List<SelectorRequirement> expressions) {
    var wanted = new JsonMembers();
    labels.forEach(wanted::put);
    return new JsonMembers()
        .putUnlessEmpty("matchLabels", wanted.build())
        .putUnlessEmpty("matchExpressions", SelectorRequirements.of(expressions))
        .build();
  }
}
