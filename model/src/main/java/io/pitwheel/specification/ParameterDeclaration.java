package io.pitwheel.specification;

import io.pitwheel.value.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One declared input or output parameter of a component.
 *
 * @param defaultValue null when there is none (a default of JSON null is a value)
 * @param literals the only values allowed; empty when every value is
 */
public record ParameterDeclaration(
    String name,
    ParameterType type,
    @Nullable JsonValue defaultValue,
    boolean isOptional,
    List<JsonValue> literals,
    String description) {
  public ParameterDeclaration {
    literals = List.copyOf(literals);
  }
}
