package io.pitwheel.engine.argo.pod;

import io.pitwheel.artifact.ModelImage;
import io.pitwheel.driver.Driver;
import io.pitwheel.driver.DrivingContext;
import io.pitwheel.driver.TaskDecision;
import io.pitwheel.driver.TaskDecision.LaunchTask;
import io.pitwheel.driver.TaskDecision.RejectTask;
import io.pitwheel.failure.ErrorCode;
import io.pitwheel.failure.TaskFailure;
import io.pitwheel.specification.Component.ContainerComponent;
import java.util.List;

/**
 * Rejects tasks whose model is in an image that their Workflow has no room for: pods were laid out
 * before anybody knew of it.
 */
public final class ModelImageDriver implements Driver {
  private final Driver driver;

  public ModelImageDriver(Driver driver) {
    this.driver = driver;
  }

  @Override
  public TaskDecision decide(DrivingContext context, CacheLookup cache) {
    TaskDecision decision = driver.decide(context, cache);
    return decision instanceof LaunchTask launch ? withRoom(context, launch) : decision;
  }

  private static TaskDecision withRoom(DrivingContext context, LaunchTask launch) {
    List<ModelImage> images = ModelImage.among(launch.inputs().artifacts());
    return images.isEmpty() || hasRoom(context)
        ? launch
        : new RejectTask(
            launch.inputs(),
            new TaskFailure(
                ErrorCode.INVALID_ARGUMENT,
                "opening the image %s of an input (expected: an input of type %s in a pipeline that has an importer for models, or takes one as its own input)"
                    .formatted(images.getFirst().image(), ModelImage.SCHEMA_TITLE),
                context.node().path().documentPath()));
  }

  private static boolean hasRoom(DrivingContext context) {
    return context.node().component() instanceof ContainerComponent component
        && ModelUse.of(context.graph()).isPossibleIn(component);
  }
}
