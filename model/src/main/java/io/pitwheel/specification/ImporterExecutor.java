package io.pitwheel.specification;

import io.pitwheel.value.JsonValue.JsonObject;

/**
 * What to import.
 *
 * @param constantUri empty when {@code uriParameter} names the input that holds it
 * @param metadata may hold placeholders in keys and values
 */
public record ImporterExecutor(
    String constantUri,
    String uriParameter,
    String schemaTitle,
    String schemaVersion,
    JsonObject metadata,
    boolean reimport,
    boolean downloadToWorkspace) {}
