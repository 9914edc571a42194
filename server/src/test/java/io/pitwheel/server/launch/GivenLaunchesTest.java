package io.pitwheel.server.launch;

import io.pitwheel.launch.PodLaunches;
import io.pitwheel.testing.launch.GivenLaunches;
import io.pitwheel.testing.launch.PodLaunchesContract;

/** The fake behind the tests of the door keeps what the real one promises. */
final class GivenLaunchesTest implements PodLaunchesContract {
  private final PodLaunches launches = new GivenLaunches(LaunchServer.instruction("s3://bucket"));

  @Override
  public PodLaunches launches() {
    return launches;
  }

  @Override
  public String runId() {
    return LaunchServer.RUN;
  }
}
