package io.pitwheel.engine.argo.pod;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.RunningUser;
import io.pitwheel.value.JsonValue;
import java.util.List;

/**
 * Lets the installation decide by whom commands run, whatever their tasks ask for: its choice is a
 * patch of every Workflow, and is taken out of the fields of single pods, which would win.
 */
public final class EnforcedUserDriver implements Driver {
  private final Driver driver;
  private final RunningUser enforced;

  public EnforcedUserDriver(Driver driver, RunningUser enforced) {
    this.driver = driver;
    this.enforced = enforced;
  }

  @Override
  public TaskDecision decide(DrivingContext context, CacheLookup cache) {
    TaskDecision decision = driver.decide(context, cache);
    return decision instanceof LaunchTask launch ? enforced(launch) : decision;
  }

  private LaunchTask enforced(LaunchTask launch) {
    PlatformNeeds<JsonValue> needs = launch.platform().needs();
    List<String> leftAside =
        needs.user().contradicts(enforced)
            ? List.of(
                "another user (%s) than this installation's (%s)"
                    .formatted(needs.user().words(), enforced.words()))
            : List.of();
    return launch.withNeeds(needs.withUser(needs.user().without(enforced), leftAside));
  }
}
