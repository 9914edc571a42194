package io.pitwheel.engine.argo.compiler;

import io.pitwheel.platform.RunningUser;

/**
 * What the Workflows of one installation have in common.
 *
 * @param instanceId which workflow-controller is to take them; empty for one without an id
 * @param launcherImage the image whose program is copied into every task's pod
 * @param serverAddress under which pods reach the server, such as {@code
 *     http://pitwheel.kubeflow:8888}
 * @param enforcedUser by whom the commands of all tasks run, as far as it says
 */
public record WorkflowSettings(
    String instanceId, String launcherImage, String serverAddress, RunningUser enforcedUser) {
  /** With tasks that choose their users themselves. */
  public WorkflowSettings(String instanceId, String launcherImage, String serverAddress) {
    this(instanceId, launcherImage, serverAddress, RunningUser.ANYBODY);
  }

  /** The same where no command may run as root. */
  WorkflowSettings withoutRoot() {
    return new WorkflowSettings(
        instanceId,
        launcherImage,
        serverAddress,
        new RunningUser(enforcedUser.userId(), enforcedUser.groupId(), true));
  }
}
