package io.pitwheel.platform;

/** A part of what a task asks for that it may take as a value instead; names as on the wire. */
public enum TaskSettingsField {
  RESOURCES,
  ENV,
  KUBERNETES_AFFINITY,
  KUBERNETES_TOLERATIONS,
  KUBERNETES_NODE_SELECTOR,
  KUBERNETES_VOLUMES
}
