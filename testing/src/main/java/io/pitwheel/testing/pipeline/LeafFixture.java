package io.pitwheel.testing.pipeline;

import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.Component.ContainerComponent;
import io.pitwheel.specification.ComponentInterface;
import io.pitwheel.specification.ContainerExecutor;
import io.pitwheel.specification.ContainerResources;
import io.pitwheel.specification.ParameterDeclaration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A command and what it makes. */
public final class LeafFixture implements BodyFixture {
  private final Map<String, ParameterDeclaration> parameters = new TreeMap<>();
  private final Map<String, ArtifactDeclaration> artifacts = new TreeMap<>();

  /** Adds an output parameter. */
  public LeafFixture parameter(String name) {
    parameters.put(name, BodyFixture.parameter(name));
    return this;
  }

  /** Adds an output artifact. */
  public LeafFixture artifact(String name) {
    artifacts.put(name, BodyFixture.artifact(name));
    return this;
  }

  @Override
  public Component build(String name, Map<String, Component> components) {
    return new ContainerComponent(
        name,
        new ComponentInterface(Map.of(), Map.of(), parameters, artifacts),
        "exec-" + name,
        new ContainerExecutor(
            "image", List.of("true"), List.of(), Map.of(), ContainerResources.NONE));
  }
}
