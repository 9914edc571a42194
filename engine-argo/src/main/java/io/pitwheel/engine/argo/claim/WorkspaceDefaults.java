package io.pitwheel.engine.argo.claim;

/**
 * What a workspace is like whose pipeline does not say.
 *
 * @param size as a quantity
 * @param storageClass empty for the cluster's own
 */
public record WorkspaceDefaults(String size, String accessMode, String storageClass) {}
