package io.pitwheel.specification.reader.scope;

import io.pitwheel.platform.ValueResolution;
import io.pitwheel.specification.ArtifactSource;
import io.pitwheel.specification.ArtifactSource.ParentArtifact;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.Component.DagComponent;
import io.pitwheel.specification.ParameterInput;
import io.pitwheel.specification.ParameterSource;
import io.pitwheel.specification.ParameterSource.ParentParameter;
import io.pitwheel.specification.ParameterSource.PlacedSource;
import io.pitwheel.specification.PipelineSpecification;
import io.pitwheel.specification.TaskSpecification;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the tasks of a graph, or of graphs inside it, read of it although it declares no such input.
 * Parameters that are called as the SDK calls items of loops are not among them: the driver gives
 * those, with their keys, and untyped.
 */
final class UndeclaredInputs {
  /** Names looked at in all; no compiler comes near. */
  static final int MAX_STEPS = 100_000;

  private static final String LOOP_ITEM = "loop-item";

  private final PipelineSpecification specification;
  private final IdentityHashMap<DagComponent, Set<InputName>> byGraph = new IdentityHashMap<>();
  private int steps;

  /** The specification must be validated: no component is missing or contains itself. */
  UndeclaredInputs(PipelineSpecification specification) {
    this.specification = specification;
  }

  /** Whether so many names were met that the answers may be incomplete. */
  boolean isTooMany() {
    return steps > MAX_STEPS;
  }

  Set<InputName> of(DagComponent graph) {
    Set<InputName> known = byGraph.get(graph);
    if (known != null) {
      return known;
    }
    var found = new LinkedHashSet<InputName>();
    for (TaskSpecification task : graph.tasks().values()) {
      addReadBy(task, found);
      if (specification.componentOf(task) instanceof ContainerComponent container) {
        addReadFor(container, found);
      }
      if (specification.componentOf(task) instanceof DagComponent inner) {
        addNotGivenBy(task, of(inner), found);
      }
    }
    found.removeIf(name -> name.isDeclaredBy(graph.declared()));
    byGraph.put(graph, Collections.unmodifiableSet(found));
    return found;
  }

  private static void addReadBy(TaskSpecification task, Set<InputName> found) {
    for (ParameterInput input : task.parameters().values()) {
      if (input.source() instanceof ParentParameter(String name) && !name.contains(LOOP_ITEM)) {
        found.add(new InputName(name, false));
      }
    }
    for (ArtifactSource source : task.artifacts().values()) {
      if (source instanceof ParentArtifact(String name)) {
        found.add(new InputName(name, true));
      }
    }
  }

  /** What the platform document says of a component is read in the graph of its task. */
  private static void addReadFor(ContainerComponent container, Set<InputName> found) {
    container
        .platform()
        .needs()
        .resolved(
            new ReadValues(source -> {
              if (source instanceof ParentParameter(String name) && !name.contains(LOOP_ITEM)) {
                found.add(new InputName(name, false));
              }
            }));
  }

  /** Tells of every value, and leaves it as it is. */
  private record ReadValues(Consumer<ParameterSource> reader)
      implements ValueResolution<PlacedSource, PlacedSource> {
    @Override
    public Optional<PlacedSource> name(PlacedSource value) {
      reader.accept(value.source());
      return Optional.of(value);
    }

    @Override
    public PlacedSource requiredName(PlacedSource value) {
      reader.accept(value.source());
      return value;
    }

    @Override
    public Optional<PlacedSource> structure(PlacedSource value) {
      return name(value);
    }
  }

  private void addNotGivenBy(TaskSpecification task, Set<InputName> needed, Set<InputName> found) {
    for (InputName name : needed) {
      steps++;
      if (isTooMany()) {
        return;
      }
      if (!name.isGivenBy(task)) {
        found.add(name);
      }
    }
  }
}
