package io.pitwheel.engine.argo.claim;

import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.RunFacts;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.platform.PlatformNeeds;
import io.pitwheel.platform.VolumeNeed;
import io.pitwheel.value.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Adds the workspace of the run to the volumes of the tasks that use it. */
public final class WorkspaceMountingDriver implements Driver {
  private final Driver driver;

  public WorkspaceMountingDriver(Driver driver) {
    this.driver = driver;
  }

  @Override
  public TaskDecision decide(DrivingContext context, CacheLookup cache) {
    TaskDecision decision = driver.decide(context, cache);
    return decision instanceof LaunchTask launch
            && context.run().hasWorkspace()
            && launch.platform().claimOperation() == null
            && WorkspaceUse.isIn(launch.inputs(), launch.executor())
        ? withWorkspace(context, launch)
        : decision;
  }

  private static TaskDecision withWorkspace(DrivingContext context, LaunchTask launch) {
    PlatformNeeds<JsonValue> needs = launch.platform().needs();
    Optional<String> taken =
        needs.volumes().stream()
            .map(VolumeNeed::mountPath)
            .filter(WorkspaceMountingDriver::isInside)
            .findFirst();
    if (taken.isPresent()) {
      String path = context.node().path().documentPath();
      return new RejectTask(
          launch.inputs(),
          new TaskFailure(
              ErrorCode.INVALID_ARGUMENT,
              "mounting a volume at %s beside the run's workspace (expected: a place outside %s)"
                  .formatted(taken.get(), RunFacts.WORKSPACE_PATH),
              path));
    }
    var volumes = new ArrayList<VolumeNeed<JsonValue>>(needs.volumes());
    volumes.add(WorkspaceClaim.volumeOf(context.run().runId()));
    return launch.withNeeds(needs.withVolumes(List.copyOf(volumes)));
  }

  private static boolean isInside(String mountPath) {
    return (mountPath + "/").startsWith(RunFacts.WORKSPACE_PATH + "/");
  }
}
