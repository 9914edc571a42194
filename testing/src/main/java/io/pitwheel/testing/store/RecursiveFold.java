package io.pitwheel.testing.store;

import io.pitwheel.artifact.Artifact;
import io.pitwheel.specification.OutputSelector;
import io.pitwheel.specification.TaskNode;
import io.pitwheel.task.IterationVector;
import io.pitwheel.task.SkipReason;
import io.pitwheel.task.TaskCounters;
import io.pitwheel.task.TaskState;
import io.pitwheel.task.TaskValues;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How a plan must end, found the plain way: from the leaves up, with every sibling at hand. The
 * reference that a store's incremental fold is compared with.
 */
final class RecursiveFold {
  private final RandomPlan plan;
  private final Map<String, Ended> ended = new LinkedHashMap<>();

  /** How one task must end. */
  record Ended(
      TaskState state, @Nullable SkipReason skipReason, TaskCounters counters, TaskValues outputs) {
    private boolean givesOutputs() {
      return state == TaskState.SUCCEEDED
          || state == TaskState.CACHED
          || skipReason == SkipReason.NO_ITERATIONS
          || skipReason == SkipReason.NOTHING_RAN;
    }
  }

  RecursiveFold(RandomPlan plan) {
    this.plan = plan;
    fold(plan.graph().root(), IterationVector.NONE);
  }

  /** Every task by {@link #key}, the root last. */
  Map<String, Ended> ended() {
    return ended;
  }

  static String key(String path, IterationVector iteration) {
    return path + "@" + iteration.text();
  }

  /** What a leaf makes; tells tasks and iterations apart. */
  static TaskValues made(TaskNode node, IterationVector iteration) {
    String name = key(node.path().slashed(), iteration);
    return new TaskValues(
        Map.of("value", JsonValue.of(name)),
        Map.of("model", List.of(Outputs.artifact(name), Outputs.artifact(name + "'"))));
  }

  private Ended fold(TaskNode node, IterationVector iteration) {
    Ended result =
        switch (plan.fateOf(node, iteration)) {
          case RandomPlan.Fate fate when node.isRoot() -> foldGraph(node, iteration);
          case SUCCEED ->
              node.isDag()
                  ? foldGraph(node, iteration)
                  : leaf(TaskState.SUCCEEDED, null, made(node, iteration));
          case BE_CACHED -> leaf(TaskState.CACHED, null, made(node, iteration));
          case FAIL, BE_REJECTED -> leaf(TaskState.FAILED, null, TaskValues.NONE);
          case BE_SKIPPED -> leaf(TaskState.SKIPPED, SkipReason.CONDITION_FALSE, TaskValues.NONE);
        };
    ended.put(key(node.path().slashed(), iteration), result);
    return result;
  }

  private static Ended leaf(TaskState state, @Nullable SkipReason reason, TaskValues outputs) {
    return new Ended(state, reason, TaskCounters.expecting(0), outputs);
  }

  private Ended foldGraph(TaskNode node, IterationVector iteration) {
    int iterations = plan.iterationsOf(node, iteration);
    var passes = new ArrayList<Map<String, Ended>>();
    for (int pass = 0; pass < iterations; pass++) {
      IterationVector inside = node.isLoop() ? iteration.inside(pass) : iteration;
      var children = new TreeMap<String, Ended>();
      plan.graph().childrenOf(node).forEach((key, child) -> children.put(key, fold(child, inside)));
      passes.add(children);
    }
    List<Ended> all = passes.stream().flatMap(pass -> pass.values().stream()).toList();
    int failed = count(all, TaskState.FAILED);
    int skipped = count(all, TaskState.SKIPPED);
    int cached = count(all, TaskState.CACHED);
    var counters =
        new TaskCounters(all.size(), count(all, TaskState.SUCCEEDED), cached, skipped, failed);
    TaskState state = TaskState.SUCCEEDED;
    SkipReason reason = null;
    if (node.isLoop() && iterations == 0) {
      state = TaskState.SKIPPED;
      reason = SkipReason.NO_ITERATIONS;
    } else if (failed > 0) {
      state = TaskState.FAILED;
    } else if (!all.isEmpty() && cached == all.size()) {
      state = TaskState.CACHED;
    } else if (!all.isEmpty() && skipped == all.size()) {
      state = TaskState.SKIPPED;
      reason = SkipReason.NOTHING_RAN;
    }
    var bare = new Ended(state, reason, counters, TaskValues.NONE);
    return new Ended(state, reason, counters, outputs(node, passes, bare.givesOutputs()));
  }

  private static int count(List<Ended> all, TaskState state) {
    return (int) all.stream().filter(task -> task.state() == state).count();
  }

  private static TaskValues outputs(
      TaskNode node, List<Map<String, Ended>> passes, boolean hasEmptyLists) {
    var parameters = new TreeMap<String, JsonValue>();
    var artifacts = new TreeMap<String, List<Artifact>>();
    node.requireDag()
        .outputs()
        .parameters()
        .forEach((name, selectors) -> {
          var values = new ArrayList<JsonValue>();
          passes.forEach(pass ->
              chosen(pass, selectors, true)
                  .forEach(made -> values.add(made.parameters().get("value"))));
          if (node.isLoop() && (hasEmptyLists || !values.isEmpty())) {
            parameters.put(name, JsonValue.listOf(values));
          } else if (!values.isEmpty()) {
            parameters.put(name, values.get(0));
          }
        });
    node.requireDag()
        .outputs()
        .artifacts()
        .forEach((name, selectors) -> {
          var lists = new ArrayList<List<Artifact>>();
          passes.forEach(pass ->
              chosen(pass, selectors, false)
                  .forEach(made -> lists.add(made.artifacts().get("model"))));
          if (!lists.isEmpty() || (node.isLoop() && hasEmptyLists)) {
            artifacts.put(name, lists.stream().flatMap(List::stream).toList());
          }
        });
    return new TaskValues(parameters, artifacts);
  }

  /** The outputs of the first selected task that has what is asked for; at most one. */
  private static List<TaskValues> chosen(
      Map<String, Ended> pass, List<OutputSelector> selectors, boolean isParameter) {
    for (OutputSelector selector : selectors) {
      Ended producer = pass.get(selector.producerTask());
      if (producer != null && producer.givesOutputs()) {
        TaskValues made = producer.outputs();
        boolean hasIt =
            isParameter
                ? made.parameters().containsKey(selector.outputKey())
                : made.artifacts().containsKey(selector.outputKey());
        if (hasIt) {
          return List.of(made);
        }
      }
    }
    return List.of();
  }
}
