package io.pitwheel.server.specification;

import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowSettings;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;

/** What the settings say of all Workflows of this installation. */
public final class Installation {
  private Installation() {}

  /** Makes the Workflows of the installation that these settings describe. */
  public static WorkflowCompiler compiler(Settings settings) {
    return new WorkflowCompiler(
        new WorkflowSettings(
            settings.text(Setting.KUBERNETES_INSTANCE_ID),
            settings.text(Setting.KUBERNETES_LAUNCHER_IMAGE),
            settings.text(Setting.KUBERNETES_SERVER_ADDRESS)));
  }
}
