package io.pitwheel.specification;

/**
 * What a container asks for, as Kubernetes quantities (the deprecated number fields are converted
 * on reading: cores, and memory in units of 10^9 bytes). Empty text is unset; a whole-text
 * placeholder may stand in any field.
 */
public record ContainerResources(
    String cpuRequest,
    String cpuLimit,
    String memoryRequest,
    String memoryLimit,
    String acceleratorType,
    String acceleratorCount) {
  public static final ContainerResources NONE = new ContainerResources("", "", "", "", "", "");
}
