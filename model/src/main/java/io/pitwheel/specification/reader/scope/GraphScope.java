package io.pitwheel.specification.reader.scope;

import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ParameterDeclaration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the tasks of a graph can read of it wherever it is used: what it declares, and more. */
final class GraphScope {
  private final Map<String, ParameterDeclaration> parameters;
  private final Map<String, ArtifactDeclaration> artifacts;
  private final ComponentInterface written;
  private final Set<InputName> untyped = new HashSet<>();

  GraphScope(ComponentInterface written) {
    this.written = written;
    this.parameters = new TreeMap<>(written.inputParameters());
    this.artifacts = new TreeMap<>(written.inputArtifacts());
  }

  /** The name under which the tasks of the graph read it; empty when they may not. */
  Optional<String> nameOf(InputName name) {
    return untyped.contains(name)
        ? Optional.of(name.name())
        : name.declaredAs((name.isArtifact() ? artifacts : parameters).keySet());
  }

  /** Takes in a name that every place hands down, declared as there if all declare it alike. */
  void add(InputName name, List<GraphScope> places) {
    if (name.isArtifact()) {
      agreed(places.stream().map(place -> place.artifact(name)))
          .ifPresentOrElse(found -> artifacts.put(name.name(), found), () -> untyped.add(name));
    } else {
      agreed(places.stream().map(place -> place.parameter(name)))
          .ifPresentOrElse(found -> parameters.put(name.name(), found), () -> untyped.add(name));
    }
  }

  /** Takes in a name without a type. */
  void addUntyped(InputName name) {
    untyped.add(name);
  }

  private static <D> Optional<D> agreed(Stream<Optional<D>> declarations) {
    List<Optional<D>> distinct = declarations.distinct().toList();
    return distinct.size() == 1 ? distinct.getFirst() : Optional.empty();
  }

  private Optional<ParameterDeclaration> parameter(InputName name) {
    return name.declaredAs(parameters.keySet())
        .map(parameters::get)
        .map(found ->
            new ParameterDeclaration(
                name.name(),
                found.type(),
                found.defaultValue(),
                found.isOptional(),
                found.literals(),
                found.description()));
  }

  private Optional<ArtifactDeclaration> artifact(InputName name) {
    return name.declaredAs(artifacts.keySet())
        .map(artifacts::get)
        .map(found ->
            new ArtifactDeclaration(
                name.name(),
                found.schemaTitle(),
                found.schemaVersion(),
                found.isList(),
                found.isOptional(),
                found.metadata(),
                found.description()));
  }

  ComponentInterface declared() {
    return new ComponentInterface(
        parameters, artifacts, written.outputParameters(), written.outputArtifacts());
  }
}
