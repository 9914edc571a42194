package io.pitwheel.specification.reader.scope;

import static java.util.Objects.requireNonNull;

import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ArtifactSource.ParentArtifact;
import io.pitwheel.specification.ArtifactSource.TaskOutputArtifact;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.TaskOutputParameter;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskSpecification;
import io.pitwheel.specification.reader.scope.SiblingOutputs.SiblingOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Hands inputs down to graphs that read them without declaring them, where a graph around has one
 * of that name. The stock SDK (2.17) leaves such references when loops over one input stand in each
 * other with a condition between them (its {@code get_inputs_for_all_groups} takes the outer loop
 * to have used the input up), and when no task in a loop reads the item. Then only the pipeline may
 * declare the input, without the SDK's prefix, or a task beside a graph around gives it. KFP fails
 * such runs; kfp.local looks through the scopes around.
 *
 * <p>Every task between hands the input down, and the graphs between declare it as the outermost
 * does. A graph that is used at several places passes on only what it has at all of them; at a
 * place that cannot hand it down the reference stays as it is. Names that no graph around has stay
 * too.
 */
public final class InputCompletion {
  private final PipelineSpecification specification;
  private final UndeclaredInputs undeclared;
  private final SiblingOutputs siblings;
  private final IdentityHashMap<DagComponent, List<Place>> places = new IdentityHashMap<>();
  private final IdentityHashMap<DagComponent, GraphScope> scopes = new IdentityHashMap<>();

  /** A task that uses a graph, in the graph it is in. */
  private record Place(DagComponent graph, TaskSpecification task) {}

  private InputCompletion(PipelineSpecification specification, UndeclaredInputs undeclared) {
    this.specification = specification;
    this.undeclared = undeclared;
    this.siblings = new SiblingOutputs(specification);
  }

  /**
   * @param specification validated: no component is missing or contains itself
   * @return the same object when nothing is to be handed down
   */
  public static PipelineSpecification complete(PipelineSpecification specification) {
    var undeclared = new UndeclaredInputs(specification);
    undeclared.of(specification.root());
    return undeclared.isTooMany()
        ? specification
        : new InputCompletion(specification, undeclared).complete();
  }

  private PipelineSpecification complete() {
    var innermostFirst = new ArrayList<DagComponent>();
    visit(specification.root(), innermostFirst);
    List<DagComponent> outermostFirst = innermostFirst.reversed();
    outermostFirst.forEach(graph -> scopes.put(graph, scopeOf(graph)));
    Map<String, Component> components = new HashMap<>(specification.components());
    DagComponent root = completed(specification.root());
    boolean isChanged = !root.equals(specification.root());
    for (DagComponent graph : outermostFirst.subList(1, outermostFirst.size())) {
      DagComponent completed = completed(graph);
      isChanged |= !completed.equals(graph);
      components.put(graph.name(), completed);
    }
    return isChanged ? specification.withGraphs(root, components) : specification;
  }

  private void visit(DagComponent graph, List<DagComponent> innermostFirst) {
    places.put(graph, new ArrayList<>());
    for (TaskSpecification task : graph.tasks().values()) {
      if (specification.componentOf(task) instanceof DagComponent inner) {
        if (!places.containsKey(inner)) {
          visit(inner, innermostFirst);
        }
        requireNonNull(places.get(inner)).add(new Place(graph, task));
      }
    }
    innermostFirst.add(graph);
  }

  /** The graphs around it have theirs already. */
  private GraphScope scopeOf(DagComponent graph) {
    var scope = new GraphScope(graph.declared());
    List<Place> used = requireNonNull(places.get(graph));
    for (InputName name : undeclared.of(graph)) {
      if (used.isEmpty() || !used.stream().allMatch(place -> has(place, name))) {
        continue;
      }
      if (used.stream().anyMatch(place -> name.isGivenBy(place.task()))) {
        scope.addUntyped(name);
      } else {
        scope.add(name, used.stream().map(place -> around(place, name)).toList());
      }
    }
    return scope;
  }

  private boolean has(Place place, InputName name) {
    return name.isGivenBy(place.task())
        || scope(place.graph()).nameOf(name).isPresent()
        || siblings.find(name, place.task(), place.graph().tasks()).isPresent();
  }

  /** Where the declaration of a name is that a place has. */
  private GraphScope around(Place place, InputName name) {
    GraphScope scope = scope(place.graph());
    return scope.nameOf(name).isPresent()
        ? scope
        : siblings
            .find(name, place.task(), place.graph().tasks())
            .map(found -> siblings.scopeOf(name, found, place.graph()))
            .orElse(scope);
  }

  private GraphScope scope(DagComponent graph) {
    return requireNonNull(scopes.get(graph));
  }

  private DagComponent completed(DagComponent graph) {
    var tasks = new LinkedHashMap<String, TaskSpecification>();
    tasks.putAll(graph.tasks());
    graph.tasks().forEach((key, task) -> tasks.put(key, handingDown(graph, task, tasks)));
    var declared = scope(graph).declared();
    boolean isSame =
        declared.equals(graph.declared())
            && tasks.entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(graph.tasks().get(entry.getKey())));
    return isSame ? graph : new DagComponent(graph.name(), declared, tasks, graph.outputs());
  }

  /**
   * @param tasks of the graph, those before this one completed: what they wait for now counts
   */
  private TaskSpecification handingDown(
      DagComponent graph, TaskSpecification task, Map<String, TaskSpecification> tasks) {
    if (!(specification.componentOf(task) instanceof DagComponent inner)) {
      return task;
    }
    Map<String, ParameterInput> parameters = new TreeMap<>(task.parameters());
    Map<String, ArtifactSource> artifacts = new TreeMap<>(task.artifacts());
    var producers = new TreeSet<String>();
    for (InputName name : undeclared.of(inner)) {
      if (name.isGivenBy(task)) {
        continue;
      }
      Optional<String> source = scope(graph).nameOf(name);
      Optional<SiblingOutput> output =
          source.isPresent() ? Optional.empty() : siblings.find(name, task, tasks);
      output.ifPresent(found -> producers.add(found.task()));
      if (name.isArtifact()) {
        source
            .<ArtifactSource>map(ParentArtifact::new)
            .or(() -> output.map(found -> new TaskOutputArtifact(found.task(), found.output())))
            .ifPresent(found -> artifacts.put(name.name(), found));
      } else {
        source
            .<ParameterSource>map(ParentParameter::new)
            .or(() -> output.map(found -> new TaskOutputParameter(found.task(), found.output())))
            .ifPresent(found -> parameters.put(name.name(), new ParameterInput(found, "")));
      }
    }
    boolean isSame =
        parameters.size() == task.parameters().size()
            && artifacts.size() == task.artifacts().size();
    return isSame ? task : task.withInputs(parameters, artifacts).dependingAlsoOn(producers);
  }
}
