package io.pitwheel.server.specification;

import io.pitwheel.engine.argo.claim.WorkspaceDefaults;
import io.pitwheel.engine.argo.compiler.WorkflowCompiler;
import io.pitwheel.engine.argo.compiler.WorkflowSettings;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.server.settings.Setting;
import io.pitwheel.server.settings.Settings;
import org.jspecify.annotations.Nullable;

/** What the settings say of all Workflows of this installation. */
public final class Installation {
  private Installation() {}

  /** Makes the Workflows of the installation that these settings describe. */
  public static WorkflowCompiler compiler(Settings settings) {
    return new WorkflowCompiler(
        new WorkflowSettings(
            settings.text(Setting.KUBERNETES_INSTANCE_ID),
            settings.text(Setting.KUBERNETES_LAUNCHER_IMAGE),
            settings.text(Setting.KUBERNETES_SERVER_ADDRESS),
            enforcedUser(settings)));
  }

  /** By whom the commands of all tasks run, as far as it is decided for them. */
  public static RunningUser enforcedUser(Settings settings) {
    String mayNotBeRoot = settings.text(Setting.KUBERNETES_RUN_AS_NON_ROOT);
    return new RunningUser(
        numberOrNull(settings.text(Setting.KUBERNETES_RUN_AS_USER)),
        numberOrNull(settings.text(Setting.KUBERNETES_RUN_AS_GROUP)),
        mayNotBeRoot.isEmpty() ? null : Boolean.valueOf(mayNotBeRoot));
  }

  private static @Nullable Long numberOrNull(String text) {
    return text.isEmpty() ? null : Long.valueOf(text);
  }

  /** What a workspace is like whose pipeline does not say. */
  public static WorkspaceDefaults workspaces(Settings settings) {
    return new WorkspaceDefaults(
        settings.text(Setting.KUBERNETES_WORKSPACE_SIZE),
        settings.text(Setting.KUBERNETES_WORKSPACE_ACCESS_MODE),
        settings.text(Setting.KUBERNETES_WORKSPACE_STORAGE_CLASS));
  }
}
