package io.pitwheel.testing.pipeline;

import io.pitwheel.specification.ArtifactDeclaration;
import io.pitwheel.specification.Component;
import io.pitwheel.specification.ParameterDeclaration;
import io.pitwheel.specification.ParameterType;
import io.pitwheel.value.JsonValue.JsonObject;
import java.util.List;
import java.util.Map;

/** What a task of a fixture runs. */
public sealed interface BodyFixture permits DagFixture, LeafFixture {
  /**
   * The component under a name.
   *
   * @param components to which the components inside are added
   */
  Component build(String name, Map<String, Component> components);

  /** A declared parameter of any value. */
  static ParameterDeclaration parameter(String name) {
    return new ParameterDeclaration(name, ParameterType.STRING, null, false, List.of(), "");
  }

  /** A declared artifact. */
  static ArtifactDeclaration artifact(String name) {
    return new ArtifactDeclaration(
        name, "system.Artifact", "0.0.1", false, false, JsonObject.EMPTY, "");
  }
}
