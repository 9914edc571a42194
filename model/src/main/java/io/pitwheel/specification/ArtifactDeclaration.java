package io.pitwheel.specification;

import io.pitwheel.value.JsonValue.JsonObject;

/**
 * One declared input or output artifact of a component.
 *
 * @param schemaTitle such as {@code system.Model}; unknown titles are kept
 * @param metadata what an output starts with
 */
public record ArtifactDeclaration(
    String name,
    String schemaTitle,
    String schemaVersion,
    boolean isList,
    boolean isOptional,
    JsonObject metadata,
    String description) {}
