package io.pitwheel.engine.argo.compiler;

/**
 * What the Workflows of one installation have in common.
 *
 * @param instanceId which workflow-controller is to take them; empty for one without an id
 * @param launcherImage the image whose program is copied into every task's pod
 * @param serverAddress under which pods reach the server, such as {@code
 *     http://pitwheel.kubeflow:8888}
 */
public record WorkflowSettings(String instanceId, String launcherImage, String serverAddress) {}
