package io.pitwheel.specification;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What a component takes and gives, by name in byte order. */
public record ComponentInterface(
    Map<String, ParameterDeclaration> inputParameters,
    Map<String, ArtifactDeclaration> inputArtifacts,
    Map<String, ParameterDeclaration> outputParameters,
    Map<String, ArtifactDeclaration> outputArtifacts) {
  public static final ComponentInterface EMPTY =
      new ComponentInterface(Map.of(), Map.of(), Map.of(), Map.of());

  public ComponentInterface {
    inputParameters = Collections.unmodifiableMap(new TreeMap<>(inputParameters));
    inputArtifacts = Collections.unmodifiableMap(new TreeMap<>(inputArtifacts));
    outputParameters = Collections.unmodifiableMap(new TreeMap<>(outputParameters));
    outputArtifacts = Collections.unmodifiableMap(new TreeMap<>(outputArtifacts));
  }
}
